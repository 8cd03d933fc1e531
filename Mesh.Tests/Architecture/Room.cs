namespace Mesh.Tests.Architecture;

/// <summary>One room of Mesh.Core and what it may know, as docs/architecture.md draws it.</summary>
/// <param name="Name">The folder, which is also the last part of the namespace; Primitives are in Mesh itself.</param>
/// <param name="MayTouch">Rooms it may refer to, besides itself and Primitives.</param>
/// <param name="MustNotTouch">Namespaces and types of the platform that it must not refer to.</param>
/// <param name="RootTypes">Types of the root, beside the exceptions, that it may refer to: its own options and the plain values it deals in.</param>
internal sealed record Room(string Name, string[] MayTouch, string[] MustNotTouch, string[] RootTypes)
{
    /// <summary>What anybody may throw.</summary>
    public static readonly IReadOnlyList<string> CommonRootTypes = ["MeshException", "MeshFailure", "MeshInvariantException"];

    private static readonly string[] Outside =
    [
        "System.Net", "System.Threading.Tasks", "System.Threading.Channels", "System.Threading.Thread", "System.Threading.Timer",
        "System.Threading.ITimer", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Random", "System.IO.Pipes",
        "System.Security.Cryptography.RandomNumberGenerator", "Microsoft.Extensions",
    ];

    private static readonly string[] WaitingAndSockets =
        ["System.Net", "System.Threading.Tasks", "System.Threading.Thread", "System.Threading.Timer", "System.TimeProvider", "System.Random"];

    private static readonly string[] Sockets = ["System.Net.Sockets", "System.Net.WebSockets", "System.Net.Http", "System.Net.Security"];

    /// <summary>Every room but Hosting and the root, which may touch all.</summary>
    public static readonly IReadOnlyList<Room> All =
    [
        new("Primitives", [], Outside, []),
        new("Diagnostics", [], Sockets, []),
        new("Wire", [], Outside, []),
        new("Protocol", ["Wire"], Outside, ["GossipOptions"]),
        new("Identity", ["Wire", "Protocol", "Diagnostics"], Sockets, []),
        new("Chat", ["Wire", "Diagnostics"], WaitingAndSockets, ["RoomMessage", "MessageKind"]),
        new("Storage", ["Wire", "Diagnostics"], Sockets, []),
        new("Transports", ["Diagnostics"], [], ["LinkOptions"]),
        new("Discovery", ["Diagnostics"], [], ["DiscoveryOptions"]),
    ];

    public static readonly IReadOnlyList<string> Names = [.. All.Select(room => room.Name), "Hosting"];
}
