namespace Mesh.Simulator.Baselines;

/// <summary>A node in contact, as a carrier sees it.</summary>
internal sealed class CarryPeer
{
    /// <summary>Makes it when the contact begins.</summary>
    public CarryPeer(int link, int number)
    {
        Link = link;
        Number = number;
    }

    /// <summary>The link to it.</summary>
    public int Link { get; }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>What it knows, from its summary on; null before.</summary>
    public StreamVector? Known { get; set; }

    /// <summary>What goes to it first, because it is its addressee; oldest first.</summary>
    public Queue<CarriedBundle> ForIt { get; } = new();

    /// <summary>What goes to it then, to be carried on.</summary>
    public Queue<CarriedBundle> ToCarry { get; } = new();

    /// <summary>Copies that were given away with a bundle and come back if it does not arrive.</summary>
    public Dictionary<BundleId, (CarriedBundle Bundle, int Copies)> Given { get; } = [];
}
