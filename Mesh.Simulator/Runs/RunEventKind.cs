namespace Mesh.Simulator.Runs;

/// <summary>What happens in a run. The fields that mean something are said at each.</summary>
internal enum RunEventKind : byte
{
    /// <summary>Node A wrote message Number of Bytes for node B alone, or for the room when B is -1; Text is the room.</summary>
    Created,

    /// <summary>Node A showed message Number, which came over B hops; the writer's own showing has 0 hops.</summary>
    Delivered,

    /// <summary>Node A received from B a copy of the payload of message Number.</summary>
    PayloadReceived,

    /// <summary>Node A sent a frame of Bytes to B.</summary>
    FrameSent,

    /// <summary>Node A received a frame of Bytes from B.</summary>
    FrameReceived,

    /// <summary>A and B came into reach of each other.</summary>
    ContactUp,

    /// <summary>A and B lost reach of each other.</summary>
    ContactDown,

    /// <summary>A link stands; A dialled B.</summary>
    LinkUp,

    /// <summary>The link that A had dialled to B is gone; Text says why.</summary>
    LinkDown,

    /// <summary>Node A runs.</summary>
    NodeUp,

    /// <summary>Node A stopped.</summary>
    NodeDown,

    /// <summary>A fault began or ended; Text says which; A is the node, or -1 when it concerns several.</summary>
    Fault,
}
