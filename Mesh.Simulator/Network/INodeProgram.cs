namespace Mesh.Simulator.Network;

/// <summary>
/// What runs on a virtual node: the real protocol machine, or a baseline to compare it with. Called by the network only, one call at a time;
/// answers through its <see cref="INodeHost"/>.
/// </summary>
internal interface INodeProgram
{
    /// <summary>The node starts.</summary>
    void Start();

    /// <summary>Discovery heard somebody who came into reach.</summary>
    void OnHeard(int peer);

    /// <summary>A dial failed.</summary>
    void OnDialFailed(long token, int peer);

    /// <summary>A link stands.</summary>
    void OnLinkUp(int link, int peer, bool isInitiator, long token);

    /// <summary>A frame arrived. The memory is valid during the call only.</summary>
    void OnFrame(int link, ReadOnlyMemory<byte> frame);

    /// <summary>What was handed to a link and has not left yet fell below the mark again, or a first frame may be sent.</summary>
    void OnWritable(int link);

    /// <summary>A link is gone; also the answer to an own close.</summary>
    void OnLinkDown(int link, string reason);

    /// <summary>The time asked for with <see cref="INodeHost.WakeAt"/> has come. May be early or stale.</summary>
    void OnWake();

    /// <summary>An effect asked for with <see cref="INodeHost.After"/> is done.</summary>
    void OnEffect(int kind, long number, object? body);

    /// <summary>A person writes message <paramref name="message"/> of the workload; the body starts with its number, see <see cref="Workloads.MessageBody"/>.</summary>
    void Publish(int message, string room, ReadOnlyMemory<byte> body);

    /// <summary>The same for one node alone; -1 for everybody in the room. A program without private messages tells the room.</summary>
    void PublishTo(int message, int to, string room, ReadOnlyMemory<byte> body) => Publish(message, room, body);

    /// <summary>A person joins a room.</summary>
    void Join(string room);

    /// <summary>The wall clock was set; it now differs by so much from the right time.</summary>
    void OnWallClock(TimeSpan offset);

    /// <summary>Stops with a goodbye, if the program has one.</summary>
    void Stop();
}
