using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Mesh.Node.Lines;

namespace Mesh.Node.Fieldlog;

/// <summary>
/// The lines of a field log, one JSON object each (docs/simulator-formats.md, "Field logs"): who was linked with whom and when, and which messages passed;
/// neither texts nor names.
/// </summary>
/// <param name="network">The network's name, which is part of what rooms are called by.</param>
internal sealed class FieldlogLines(string network)
{
    /// <summary>The revision of the format.</summary>
    public const int Revision = 1;

    /// <summary>How every field log begins.</summary>
    public const string Beginning = "{\"fieldlog\":";

    private const int MarkBytes = 8;

    private static readonly string Version = typeof(FieldlogLines).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The beginning of a recording. All later times count from this moment.</summary>
    /// <param name="node">Who records.</param>
    /// <param name="wall">This moment by the machine's wall clock.</param>
    /// <param name="monotonic">The same by the clock that nobody sets, which begins when the machine does.</param>
    public static string Header(PeerId node, DateTimeOffset wall, TimeSpan monotonic) => JsonLine.Object()
        .With("fieldlog", Revision)
        .With("node", node.ToString())
        .With("wall", Microseconds(wall - DateTimeOffset.UnixEpoch))
        .With("monotonic", Microseconds(monotonic))
        .With("version", Version)
        .ToString();

    /// <param name="at">When.</param>
    /// <param name="link">The link.</param>
    /// <param name="isStanding">Whether it stands already, so that it came up at another time than this.</param>
    public static string LinkUp(TimeSpan at, MeshLink link, bool isStanding) => Line(at, "link-up")
        .With("peer", link.Peer.ToString())
        .With("interface", InterfaceKind.Of(link.Interface))
        .With("dialled", link.Dialled)
        .With("standing", isStanding)
        .ToString();

    public static string LinkDown(TimeSpan at, PeerId peer) => Line(at, "link-down").With("peer", peer.ToString()).ToString();

    public static string RoundTrip(TimeSpan at, PeerId peer, TimeSpan roundTrip) => Line(at, "round-trip")
        .With("peer", peer.ToString())
        .With("microseconds", Microseconds(roundTrip))
        .ToString();

    /// <summary>What the wall clock said; it may have been set since.</summary>
    public static string Clock(TimeSpan at, DateTimeOffset wall) => Line(at, "clock").With("wall", Microseconds(wall - DateTimeOffset.UnixEpoch)).ToString();

    /// <summary>So many events came faster than they could be written, and are missing here.</summary>
    public static string Gap(TimeSpan at, long events) => Line(at, "gap").With("events", events).ToString();

    public static string End(TimeSpan at) => Line(at, "end").ToString();

    /// <summary>The rooms that the node is in from now on.</summary>
    public string Rooms(TimeSpan at, IEnumerable<string> rooms) => Line(at, "rooms").With("rooms", rooms.Select(MarkOf)).ToString();

    public string Published(TimeSpan at, RoomMessage message) => Message(at, "published", message).ToString();

    public string Received(TimeSpan at, RoomMessage message) => Message(at, "received", message).With("hops", message.Hops).ToString();

    /// <summary>What stands for a room: the same in the logs of all nodes of the network, and only who guesses the name finds it.</summary>
    public string MarkOf(string room) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"mesh fieldlog room\0{network}\0{room}")).AsSpan(0, MarkBytes));

    private static JsonLine Line(TimeSpan at, string kind) => JsonLine.Object().With("t", Microseconds(at)).With("event", kind);

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private JsonLine Message(TimeSpan at, string kind, RoomMessage message) => Line(at, kind)
        .With("message", message.Id.ToString())
        .With("origin", message.From.ToString())
        .With("room", MarkOf(message.Room))
        .With("bytes", Encoding.UTF8.GetByteCount(message.Text));
}
