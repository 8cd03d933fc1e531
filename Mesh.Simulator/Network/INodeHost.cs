namespace Mesh.Simulator.Network;

/// <summary>What the network does for the program of one node.</summary>
internal interface INodeHost
{
    /// <summary>The node's number, from 0.</summary>
    int Number { get; }

    /// <summary>How many nodes there are.</summary>
    int Nodes { get; }

    /// <summary>The node's own clock: starts at one hour, may drift where a fault says so.</summary>
    MeshInstant Now { get; }

    /// <summary>The node's generator, for this run and this node alone.</summary>
    MeshRandom Random { get; }

    /// <summary>By how much computing takes longer than it should; 1 is as it should be.</summary>
    int Slowness { get; }

    /// <summary>Dials somebody; answered by LinkUp at both ends, or DialFailed.</summary>
    void Dial(int peer, long token, TimeSpan limit);

    /// <summary>Sends a frame, copying it.</summary>
    void Send(int link, ReadOnlySpan<byte> frame);

    /// <summary>Whether a link's pipe has room; when not, <see cref="INodeProgram.OnWritable"/> tells that it has again.</summary>
    bool IsWritable(int link);

    /// <summary>Closes a link; LinkDown follows at both ends.</summary>
    void Close(int link, string reason);

    /// <summary>Wants a wake-up at an own instant; an earlier one asked for before stays.</summary>
    void WakeAt(MeshInstant at);

    /// <summary>Wants <see cref="INodeProgram.OnEffect"/> after a time: signing, verifying, storing.</summary>
    void After(TimeSpan time, int kind, long number, object? body);

    /// <summary>Reports that a body was shown here: a workload's message that came over so many hops, or something nobody wrote.</summary>
    void Delivered(ReadOnlySpan<byte> body, int hops);
}
