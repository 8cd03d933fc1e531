using Mesh.Hosting;

namespace Mesh.Tests.Unit.Hosting;

public sealed class EventHubTests
{
    private readonly EventHub _hub = new(new NodeClock(TimeProvider.System));

    [Fact]
    public async Task Every_subscriber_gets_everything_from_its_subscription_on()
    {
        EventSubscription first = _hub.Subscribe();
        Say(1);
        EventSubscription second = _hub.Subscribe();
        Say(2);
        _hub.Complete();

        Assert.Equal(["1", "2"], await CodesAsync(first));
        Assert.Equal(["2"], await CodesAsync(second));
    }

    [Fact]
    public async Task A_reader_that_falls_behind_loses_the_oldest_and_is_told_how_many()
    {
        EventSubscription slow = _hub.Subscribe();
        for (int i = 0; i < NodeLimits.EventsWaitingMax + 10; i++)
        {
            Say(i);
        }

        _hub.Complete();
        List<string> codes = await CodesAsync(slow);

        Assert.Equal(NodeLimits.EventsWaitingMax + 1, codes.Count);
        Assert.Equal(["events-dropped", "10", "11"], codes[..3]);
    }

    [Fact]
    public async Task A_subscription_to_a_hub_that_has_ended_ends_at_once()
    {
        _hub.Complete();
        Assert.Empty(await CodesAsync(_hub.Subscribe()));
    }

    [Fact]
    public async Task A_reader_that_stops_is_forgotten()
    {
        EventSubscription subscription = _hub.Subscribe();
        Say(1);
        await foreach (MeshEvent happened in subscription.ReadAsync(null, TestContext.Current.CancellationToken))
        {
            Assert.Equal("1", ((Notice)happened).Code);
            break;
        }

        Say(2);
        subscription.Complete();
        Assert.Empty(await CodesAsync(subscription));
    }

    [Fact]
    public async Task A_cancelled_reader_ends_with_its_own_token()
    {
        using CancellationTokenSource cancelled = new();
        EventSubscription subscription = _hub.Subscribe();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (MeshEvent happened in subscription.ReadAsync(null, cancelled.Token))
            {
                Assert.Fail("Nothing was told.");
            }
        });
    }

    private static async Task<List<string>> CodesAsync(EventSubscription subscription)
    {
        List<string> codes = [];
        await foreach (MeshEvent happened in subscription.ReadAsync(null, TestContext.Current.CancellationToken))
        {
            codes.Add(((Notice)happened).Code);
        }

        return codes;
    }

    private void Say(int number) => _hub.Tell(new Notice(_hub.Now, FormattableString.Invariant($"{number}"), ""));
}
