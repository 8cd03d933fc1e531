namespace Mesh.Node.Wamp;

/// <summary>Every limit of the router in one place. What a client sends beyond one is answered by an error or ends its session; nothing grows with it.</summary>
internal static class WampLimits
{
    /// <summary>Largest WAMP message taken from a client, in bytes as they arrive: the largest arguments as JSON, every character escaped, with room for the rest.</summary>
    public const int MessageBytesMax = 512 * 1024;

    /// <summary>Largest token of an opening, in characters.</summary>
    public const int TicketCharactersMax = 1024;

    /// <summary>Largest identifier of a topic or procedure, in bytes of UTF-8, as the mesh carries it.</summary>
    public const int UriBytesMax = 255;

    /// <summary>Bytes that may wait for one session; about a second of what a slow phone reads.</summary>
    public const int OutgoingBytesMax = 4 * 1024 * 1024;

    /// <summary>Messages that may wait for one session.</summary>
    public const int OutgoingMessagesMax = 16_384;

    /// <summary>Bytes of waiting messages that leave in one write.</summary>
    public const int WriteBytesMax = 128 * 1024;

    /// <summary>Sessions at one router, transports without session included.</summary>
    public const int SessionsMax = 1_024;

    /// <summary>Sessions of which nobody knows yet who they are: they never take the places of those who may be here.</summary>
    public const int StrangersMax = 128;

    /// <summary>Subscriptions of one session.</summary>
    public const int SubscriptionsMax = 1_024;

    /// <summary>Registrations of one session.</summary>
    public const int RegistrationsMax = 1_024;

    /// <summary>Calls of one session that have no result yet, those whose result nobody waits for any more included.</summary>
    public const int CallsMax = 4_096;

    /// <summary>Invocations that one session has not answered.</summary>
    public const int InvocationsMax = 4_096;

    /// <summary>Authentication methods looked at in one HELLO.</summary>
    public const int AuthMethodsMax = 32;

    /// <summary>Largest number that WAMP allows for an identifier.</summary>
    public const long IdMax = 1L << 53;

    /// <summary>How deep a JSON message may lie: the message itself, and arguments as deep as the mesh carries them.</summary>
    public const int JsonDepthMax = 34;

    /// <summary>How long a client may take from its connection to the end of its opening.</summary>
    public static readonly TimeSpan OpeningTime = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to our GOODBYE, and the last bytes of a session, are waited for.</summary>
    public static readonly TimeSpan ClosingTime = TimeSpan.FromMilliseconds(400);

    /// <summary>How long the last messages of a session that ends may take to leave; then its connection is cut.</summary>
    public static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(5);

    /// <summary>How long a poll waits for something to receive; below the 12 s after which the autobahn library gives up.</summary>
    public static readonly TimeSpan PollTime = TimeSpan.FromSeconds(10);

    /// <summary>How long a long-poll session lives without a poll.</summary>
    public static readonly TimeSpan PollPauseMax = TimeSpan.FromSeconds(30);

    /// <summary>How often an idle WebSocket is pinged.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(20);

    /// <summary>How long the answer to a ping may take.</summary>
    public static readonly TimeSpan PongTime = TimeSpan.FromSeconds(40);

    /// <summary>Longest timeout of a call; a longer one is shortened to it.</summary>
    public static readonly TimeSpan TimeoutMax = TimeSpan.FromDays(24);

    /// <summary>How often at most it is told that events got lost.</summary>
    public static readonly TimeSpan LossInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often a change of the topology is looked for while somebody wants to know.</summary>
    public static readonly TimeSpan TopologyInterval = TimeSpan.FromSeconds(1);
}
