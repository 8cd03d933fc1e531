using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World.Radio;

/// <summary>Who hears whom, how fast, with what loss.</summary>
internal sealed record RadioSpec : IPreset
{
    private const string WithPlaces = "log-distance,two-ray,free-space";

    /// <summary>A ready set of values.</summary>
    [Field("A ready set of values, which the other keys then change.")]
    public RadioPreset Preset { get; init; }

    /// <summary>The model.</summary>
    [Field("The radio model; in a graph the links are given, and only what carries frames is taken from here.")]
    public RadioKind Kind { get; init; } = RadioKind.Disk;

    /// <summary>Range of the disk, metres. Default: ns-2's and ns-3's usual one.</summary>
    [Field("How far the radio reaches.", Unit = Unit.Metres, Min = 0.1, Max = 1_000_000, For = "disk,wifi-direct")]
    public double Range { get; init; } = 250;

    /// <summary>Transmit power with antenna gains, dBm.</summary>
    [Field("Transmit power with the gains of both antennas, dBm.", Unit = Unit.Decibels, Min = -50, Max = 60, For = WithPlaces)]
    public double TransmitPower { get; init; } = 16;

    /// <summary>Weakest signal that is received, dBm. Default: IEEE 802.11 for 6 Mbit/s OFDM.</summary>
    [Field("Weakest signal that is received, dBm.", Unit = Unit.Decibels, Min = -150, Max = 0, For = WithPlaces)]
    public double Sensitivity { get; init; } = -82;

    /// <summary>Frequency, hertz.</summary>
    [Field("Frequency.", Unit = Unit.Hertz, Min = 1e6, Max = 1e12, For = "two-ray,free-space", Example = "2437 MHz")]
    public double Frequency { get; init; } = 2.437e9;

    /// <summary>Path loss at one metre, decibels. Default: Friis at 2.437 GHz.</summary>
    [Field("Path loss at one metre.", Unit = Unit.Decibels, Min = 0, Max = 200, For = "log-distance")]
    public double ReferenceLoss { get; init; } = 40.2;

    /// <summary>Path loss exponent: 2 in free space, 2.7 to 3.5 in cities (Rappaport 2002, table 4.2).</summary>
    [Field("Path loss exponent: 2 in free space, some 3 in cities.", Min = 1, Max = 8, For = "log-distance")]
    public double Exponent { get; init; } = 3;

    /// <summary>Standard deviation of the shadowing that is the same for both directions of a pair, decibels.</summary>
    [Field("Standard deviation of the shadowing, drawn once for each pair.", Unit = Unit.Decibels, Min = 0, Max = 20, For = WithPlaces)]
    public double Shadowing { get; init; }

    /// <summary>Standard deviation of what each direction has on top: other transmit powers, other noise.</summary>
    [Field("Standard deviation of what each direction has on top, drawn once.", Unit = Unit.Decibels, Min = 0, Max = 20, For = WithPlaces)]
    public double Asymmetry { get; init; }

    /// <summary>Height of both antennas over the ground, metres.</summary>
    [Field("Height of the antennas over the ground.", Unit = Unit.Metres, Min = 0.01, Max = 10_000, For = "two-ray")]
    public double AntennaHeight { get; init; } = 1.5;

    /// <summary>So many decibels inside the range a tenth of the packets is lost, at twice as many a hundredth, at its edge half; 0 for a sharp edge.</summary>
    [Field("So far inside the range a tenth of the packets is lost, twice as far a hundredth, at its edge half; 0 for a sharp edge.", Unit = Unit.Decibels, Min = 0, Max = 30, For = "disk,log-distance,two-ray,free-space")]
    public double EdgeSoftness { get; init; }

    /// <summary>What carries frames; null for the one of the kind.</summary>
    [Field("What carries frames: links by themselves, one Wi-Fi channel for all, a switch. Left out: a switch for lan, else links by themselves.")]
    public MediumKind? Medium { get; init; }

    /// <summary>Costs of a frame on the air.</summary>
    [Field("Generation of Wi-Fi, for what a frame costs on the air beside its bytes: 802.11b, g or n.")]
    public WifiStandard Wifi { get; init; } = WifiStandard.G;

    /// <summary>How far a sender keeps others silent, as a multiple of the range. Default: ns-2's 550 m to 250 m.</summary>
    [Field("How far a sender keeps others silent on a shared channel, in ranges.", Min = 1, Max = 10)]
    public double CarrierSense { get; init; } = 2.2;

    /// <summary>Bits per second; 0 for no limit, on a shared channel for the generation's greatest, on a switch for 1 Gbit/s.</summary>
    [Field("Rate of each direction of a link; 0 for no limit, on a shared channel for the greatest of its generation, on a switch for 1 Gbit/s.", Unit = Unit.BitsPerSecond, Min = 0, Max = 1e12, Example = "11 Mbit/s")]
    public double Rate { get; init; }

    /// <summary>Rates by distance, the nearest first; beyond the last its rate holds.</summary>
    [Field("Rates by distance, the nearest first; beyond the last its rate holds. Shadowing counts as distance.")]
    public IReadOnlyList<RateStep> Rates { get; init; } = [];

    /// <summary>Time under way without queueing, seconds.</summary>
    [Field("Time of a frame under way, fixed or a range.", Unit = Unit.Seconds, Min = 0, Max = 60, Example = "1ms..3ms")]
    public Bounds Delay { get; init; } = new(0.002, 0.0022);

    /// <summary>Share of packets lost, each of which delays what follows.</summary>
    [Field("Share of packets lost; TCP repeats them, which delays what follows.", Unit = Unit.Share, Min = 0, Max = 0.9, Example = "2%")]
    public double Loss { get; init; }

    /// <summary>
    /// Standard deviation of the loss of each direction of each link. With 7 % three links of ten differ by more than 0.1 between their directions,
    /// as in the Freifunk network of Berlin.
    /// </summary>
    [Field("Standard deviation of the loss between links and directions, drawn once for each.", Unit = Unit.Share, Min = 0, Max = 0.5)]
    public double LossDeviation { get; init; }

    /// <summary>Segments of a network, each a multicast domain.</summary>
    [Field("Segments, each a multicast domain with an equal part of the nodes.", Min = 1, Max = 10_000, For = "lan")]
    public int Segments { get; init; } = 1;

    /// <summary>Nodes with a port in the next segment too, for each two that follow each other.</summary>
    [Field("Nodes that are in the segment before their own as well, for each segment but the first.", Min = 0, Max = 1000, For = "lan")]
    public int Bridges { get; init; } = 1;

    /// <summary>Share of the nodes that the access point keeps apart from each other.</summary>
    [Field("Share of the nodes that the access point isolates: they do not hear each other, only the others.", Unit = Unit.Share, Min = 0, Max = 1, For = "lan")]
    public double Isolated { get; init; }

    /// <summary>Finding each other and forming a group, seconds. Default: measured with wpa_supplicant over emulated radios, 5 to 6 s to find and 2.6 s to form.</summary>
    [Field("Time to find each other and form or join a group.", Unit = Unit.Seconds, Min = 0, Max = 600, For = "wifi-direct")]
    public Bounds FormationDelay { get; init; } = new(7.6, 8.6);

    /// <summary>Clients that a group owner takes; a guess, phones take between 4 and 10.</summary>
    [Field("Clients that a group owner takes.", Min = 1, Max = 1000, For = "wifi-direct")]
    public int ClientsMax { get; init; } = 8;

    /// <summary>Whether a node can be in two groups, as the client in one and the owner in the other, so that groups hang together. Not every radio can.</summary>
    [Field("Whether a node can be the client in one group and the owner of another, so that groups hang together.", For = "wifi-direct")]
    public bool TwoGroups { get; init; } = true;

    /// <inheritdoc/>
    public object Filled() => RadioPresets.Of(Preset);
}
