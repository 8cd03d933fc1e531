using System.Net;
using System.Threading.Channels;
using Mesh.Transports;

namespace Mesh.Tests.Unit.Hosting;

/// <summary>A listener that accepts what a test hands over.</summary>
internal sealed class HandedListener : ILinkListener
{
    private readonly Channel<ILink> _links = Channel.CreateUnbounded<ILink>();

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<IPEndPoint> EndPoints { get; } = [new(IPAddress.Loopback, 1)];

    public void HandOver(ILink link) => _links.Writer.TryWrite(link);

    public ValueTask<ILink> AcceptAsync(CancellationToken cancellationToken) => _links.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
