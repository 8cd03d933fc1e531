namespace Mesh.Node.Web;

/// <summary>How much of the node its visitors may use.</summary>
internal sealed record PageLimits
{
    /// <summary>Connections in all; 200 browsers with three each, and room.</summary>
    public int ConnectionsMax { get; init; } = 1_024;

    /// <summary>Streams that stay open (WebSockets, event streams, waiting polls) from one address. On this machine programs and browsers share one.</summary>
    public int StreamsPerAddressMax { get; init; } = 512;

    /// <summary>The same for one guest.</summary>
    public int StreamsPerGuestMax { get; init; } = 8;

    /// <summary>Requests a second from one address of this machine, and so many at once before that counts.</summary>
    public (int PerSecond, int Burst) OwnRequests { get; init; } = (2_000, 4_000);

    /// <summary>The same from another machine: a page loads about forty files, and a class of phones may share one address.</summary>
    public (int PerSecond, int Burst) OtherRequests { get; init; } = (100, 600);

    /// <summary>Commands and messages of one guest.</summary>
    public (int PerSecond, int Burst) GuestCommands { get; init; } = (2, 20);

    /// <summary>The same for all guests of one invitation together: a class that talks at once, and no more for whoever takes many seats.</summary>
    public (int PerSecond, int Burst) InviteCommands { get; init; } = (20, 200);

    /// <summary>Seats asked for from one address: a class may share one, and takes a minute to come.</summary>
    public (int PerSecond, int Burst) GuestArrivals { get; init; } = (1, 16);

    /// <summary>Addresses and guests remembered; the one that was quiet longest is forgotten, which gives it a fresh start and no more.</summary>
    public int RememberedMax { get; init; } = 4_096;

    /// <summary>The largest body of a request: a text of 64 KiB may grow six-fold when every character is escaped, and its room likewise.</summary>
    public int BodyBytesMax { get; init; } = 6 * (MeshRoom.TextBytesMax + 1_024);

    /// <summary>Lines that wait for one client to take them before its commands wait.</summary>
    public int WaitingLinesMax { get; init; } = 256;

    /// <summary>How often an idle stream gives a sign of life: below the minute after which proxies cut what is silent.</summary>
    public TimeSpan HeartbeatSpan { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may be silent to a WebSocket's ping.</summary>
    public TimeSpan PongPatience { get; init; } = TimeSpan.FromSeconds(30);
}
