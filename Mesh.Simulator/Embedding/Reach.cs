namespace Mesh.Simulator.Embedding;

/// <summary>What lies between two stations.</summary>
internal sealed class Reach
{
    private readonly MeshRandom _fromA;
    private readonly MeshRandom _fromB;

    /// <summary>Makes what lies between two stations; each direction draws for itself.</summary>
    public Reach(Station a, Station b, MeshRandom random)
    {
        A = a;
        B = b;
        _fromA = random.Split(FormattableString.Invariant($"{a.Number} to {b.Number}"));
        _fromB = random.Split(FormattableString.Invariant($"{b.Number} to {a.Number}"));
    }

    /// <summary>The station with the lower number.</summary>
    public Station A { get; }

    /// <summary>The station with the higher number.</summary>
    public Station B { get; }

    /// <summary>Whether frames would pass if both were there.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Whether frames pass.</summary>
    public bool IsOpen => IsConnected && !A.IsDark && !B.IsDark;

    /// <summary>How often the two came into reach of each other; an older meeting's discovery ends.</summary>
    public long Meetings { get; set; }

    /// <summary>The ends of the links between them that somebody still holds.</summary>
    public List<WireLink> Links { get; } = [];

    /// <summary>The other one of the two.</summary>
    public Station Other(Station station) => station == A ? B : A;

    /// <summary>The draws for what a station sends.</summary>
    public MeshRandom RandomOf(Station from) => from == A ? _fromA : _fromB;
}
