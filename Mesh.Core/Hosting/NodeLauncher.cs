using System.Net;
using Mesh.Discovery;
using Mesh.Identity;
using Mesh.Protocol;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>Starts a node: what can be done at once is, because the time from a process's start to its first link is what people wait for.</summary>
internal static class NodeLauncher
{
    /// <exception cref="ArgumentException">The options have faults.</exception>
    /// <exception cref="MeshException">The surroundings do not allow it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left.</exception>
    public static async Task<NodeRuntime> StartAsync(MeshOptions options, MeshNodeParts parts, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> faults = options.Validate();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, faults), nameof(options));
        }

        cancellationToken.ThrowIfCancellationRequested();
        ILogger logger = options.LoggerFactory.CreateLogger("Mesh.Node");
        NodeResources resources = new() { Context = parts.Context, StopClock = parts.StopClock };
        try
        {
            // The passphrase's key takes a third of a second; meanwhile the node listens and looks around.
            Task<NetworkIdentity> network = parts.Context is null
                ? Task.Run(() => NetworkIdentity.Create(options.Network, options.Passphrase), cancellationToken)
                : Task.FromResult(NetworkIdentity.Create(options.Network, options.Passphrase));
            string tag = NetworkIdentity.Create(options.Network, passphrase: null).Tag;
            PeerMemory memory = OpenFolder(options, parts, resources, tag, logger);
            PeerAnnouncement announcement = await OpenOutsideAsync(options, parts, resources, memory, tag, cancellationToken).ConfigureAwait(false);
            NodeIdentity identity = new(resources.Key!, await network.ConfigureAwait(false), announcement, parts.Seed());
            cancellationToken.ThrowIfCancellationRequested();
            NodeRuntime runtime = new(options, identity, resources, memory, logger);
            runtime.Start();
            return runtime;
        }
        catch
        {
            await resources.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static PeerMemory OpenFolder(MeshOptions options, MeshNodeParts parts, NodeResources resources, string tag, ILogger logger)
    {
        if (string.IsNullOrEmpty(options.DataFolder))
        {
            resources.Key = parts.Key();
            return new PeerMemory(null, tag, logger);
        }

        resources.Folder = NodeFolder.Open(options.DataFolder);
        resources.Key = NodeKey.LoadOrCreate(resources.Folder.KeyPath);
        resources.Folder.TellIdentity(resources.Key.Peer);
        return new PeerMemory(resources.Folder.PeersPath, tag, logger);
    }

    private static async Task<PeerAnnouncement> OpenOutsideAsync(
        MeshOptions options,
        MeshNodeParts parts,
        NodeResources resources,
        PeerMemory memory,
        string tag,
        CancellationToken cancellationToken)
    {
        resources.Transports = parts.Transports(resources.Key!, options);
        resources.Discovery = parts.Discovery(options, memory.Peers);
        int port = resources.Transports.Listener.EndPoints.Select(endPoint => endPoint.Port).FirstOrDefault(IPEndPoint.MinPort);
        PeerAnnouncement announcement = new(
            resources.Key!.Peer,
            options.Name,
            port,
            tag,
            ProtocolLimits.RevisionMin,
            ProtocolLimits.RevisionMax);
        await resources.Discovery.StartAsync(announcement, cancellationToken).ConfigureAwait(false);
        return announcement;
    }
}
