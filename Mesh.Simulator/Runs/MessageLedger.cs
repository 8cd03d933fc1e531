using System.Collections;

namespace Mesh.Simulator.Runs;

/// <summary>What became of one message.</summary>
internal sealed class MessageLedger
{
    private readonly BitArray _shown;

    /// <summary>Begins it when the message is written.</summary>
    public MessageLedger(MeshInstant at, int writer, int to, int bytes, string room, int nodes)
    {
        To = to;
        At = at;
        Writer = writer;
        Bytes = bytes;
        Room = room;
        _shown = new BitArray(nodes);
    }

    /// <summary>When it was written.</summary>
    public MeshInstant At { get; }

    /// <summary>Who wrote it.</summary>
    public int Writer { get; }

    /// <summary>For whom alone; -1 for everybody in the room.</summary>
    public int To { get; }

    /// <summary>Length of its body.</summary>
    public int Bytes { get; }

    /// <summary>Where it was written.</summary>
    public string Room { get; }

    /// <summary>Showings to those it was for beyond the writer's own, in order.</summary>
    public List<Showing> Showings { get; } = [];

    /// <summary>Copies of its payload that arrived anywhere.</summary>
    public int Copies { get; set; }

    /// <summary>Marks it shown at a node.</summary>
    /// <returns>False when it was shown there already.</returns>
    public bool Show(int node, MeshInstant at, int hops)
    {
        if (_shown[node])
        {
            return false;
        }

        _shown[node] = true;
        if (node != Writer && (To < 0 || node == To))
        {
            Showings.Add(new Showing(node, at, hops));
        }

        return true;
    }

    /// <summary>Whether it was shown at a node.</summary>
    public bool IsShown(int node) => _shown[node];
}
