namespace Mesh.Simulator.Judgement;

/// <summary>What an oracle found so far: the first complaint tells most, of the others only the number counts.</summary>
internal sealed class Verdict
{
    /// <summary>The first complaint, or null.</summary>
    public Complaint? First { get; private set; }

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>Whether anything was judged at all. A check that had nothing to look at is not listed as one.</summary>
    public bool IsReached { get; set; }

    /// <summary>Adds a complaint.</summary>
    public void Add(Complaint complaint)
    {
        First ??= complaint;
        Count++;
    }
}
