using System.Threading.Channels;
using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>
/// What the person asked of the node, done one after the other and away from the loop that draws: a message that waits for its turn
/// never keeps the screen still. Bounded, so that somebody who writes faster than the node takes it is told.
/// </summary>
internal sealed class NodeWork
{
    /// <summary>Orders that wait at most.</summary>
    public const int OrdersMax = 256;

    /// <summary>Long orders that wait at most.</summary>
    public const int LongOrdersMax = 4;

    private readonly Channel<Order> _orders = Channel.CreateBounded<Order>(new BoundedChannelOptions(OrdersMax) { SingleReader = true });
    private readonly Channel<Order> _longOrders = Channel.CreateBounded<Order>(new BoundedChannelOptions(LongOrdersMax) { SingleReader = true });

    /// <summary>Takes an order; false when too many wait already.</summary>
    /// <param name="act">What to ask of the node; gives what to do then on the loop that owns the model.</param>
    /// <param name="refused">Done on that loop, with one sentence, when the node says no.</param>
    public bool TryAdd(Func<CancellationToken, Task<Action>> act, Action<string> refused) => _orders.Writer.TryWrite(new Order(act, refused));

    /// <summary>Takes an order that may take seconds and that others need not wait for; false when too many wait already.</summary>
    /// <param name="act">As above.</param>
    /// <param name="refused">As above.</param>
    public bool TryAddLong(Func<CancellationToken, Task<Action>> act, Action<string> refused) => _longOrders.Writer.TryWrite(new Order(act, refused));

    /// <summary>Carries orders out until cancelled, and hands each one's outcome to <paramref name="steps"/>.</summary>
    public Task RunAsync(ChannelWriter<Action> steps, CancellationToken cancellationToken) =>
        Task.WhenAll(RunAsync(_orders, steps, cancellationToken), RunAsync(_longOrders, steps, cancellationToken));

    private static async Task RunAsync(Channel<Order> orders, ChannelWriter<Action> steps, CancellationToken cancellationToken)
    {
        await foreach (Order order in orders.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            Action outcome;
            try
            {
                outcome = await order.Act(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or MeshException)
            {
                string why = PlainMessage.Of(e);
                outcome = () => order.Refused(why);
            }

            await steps.WriteAsync(outcome, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed record Order(Func<CancellationToken, Task<Action>> Act, Action<string> Refused);
}
