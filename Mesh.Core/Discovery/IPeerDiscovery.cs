using System.Threading.Channels;

namespace Mesh.Discovery;

/// <summary>One way to learn where peers may be. What it says is a hint: nothing here is authenticated.</summary>
public interface IPeerDiscovery : IAsyncDisposable
{
    /// <summary>What was heard, in order. Bounded: when the reader does not keep up the oldest sightings are dropped.</summary>
    ChannelReader<PeerSighting> Sightings { get; }

    /// <summary>Begins to announce this node and to look for others. Returns at once; problems of single interfaces show in <see cref="Interfaces"/>.</summary>
    /// <exception cref="InvalidOperationException">Called twice.</exception>
    Task StartAsync(PeerAnnouncement announcement, CancellationToken cancellationToken);

    /// <summary>How each network interface does right now; empty where discovery uses none.</summary>
    IReadOnlyList<InterfaceState> Interfaces { get; }
}
