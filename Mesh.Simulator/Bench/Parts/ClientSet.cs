using Mesh.Simulator.Bench.Sockets;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>Clients that end together, opened in pairs of a publisher and a subscriber.</summary>
internal sealed class ClientSet(CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly List<EventClient> _clients = [];

    /// <summary>A publisher and a subscriber, the latter having got something.</summary>
    public async Task<SocketFigures> PairAsync(string name, Uri publishing, Uri subscribing, Func<IEventForm> form)
    {
        EventClient publisher = await OpenAsync(publishing, form(), subscribes: false).ConfigureAwait(false);
        EventClient subscriber = await OpenAsync(subscribing, form(), subscribes: true).ConfigureAwait(false);
        return await GreetedAsync(name, publisher, subscriber).ConfigureAwait(false);
    }

    /// <summary>A client that gets what it sends.</summary>
    public async Task<SocketFigures> AloneAsync(string name, Uri server, IEventForm form)
    {
        EventClient client = await OpenAsync(server, form, subscribes: true).ConfigureAwait(false);
        return await GreetedAsync(name, client, client).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (EventClient client in _clients)
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<SocketFigures> GreetedAsync(string name, EventClient publisher, EventClient subscriber)
    {
        SocketFigures figures = new(name, publisher, subscriber);
        await figures.GreetAsync(cancellationToken).ConfigureAwait(false);
        return figures;
    }

    private async Task<EventClient> OpenAsync(Uri server, IEventForm form, bool subscribes)
    {
        EventClient client = await EventClient.OpenAsync(server, form, subscribes, receiveBytes: 0, cancellationToken).ConfigureAwait(false);
        client.Read();
        _clients.Add(client);
        return client;
    }
}
