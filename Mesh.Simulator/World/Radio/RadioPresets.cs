namespace Mesh.Simulator.World.Radio;

/// <summary>
/// The ready sets of values. Rates come from the least sensitivities that IEEE 802.11 demands of a receiver (OFDM: 6 Mbit/s at -82 dBm, 12 at -79, 24 at -74, 36 at -70,
/// 54 at -65), turned into distances by the path loss of the set. Edges are half a decibel soft, a guess: seven attempts of the radio make a steep edge steeper. What else is
/// a guess is called so.
/// </summary>
internal static class RadioPresets
{
    private const double Mega = 1_000_000;

    /// <summary>The record of a preset.</summary>
    public static RadioSpec Of(RadioPreset preset) => preset switch
    {
        RadioPreset.None => new RadioSpec(),
        RadioPreset.WifiDirect11n => WifiDirect11n(),
        RadioPreset.Adhoc11g => Adhoc11g(),
        RadioPreset.Lan => Lan(),
        RadioPreset.Uav5800MHz => Uav5800MHz(),
        _ => throw new MeshInvariantException($"There is no preset {preset}."),
    };

    /// <summary>Phones at 15 dBm and an exponent of 3 have 6.5 Mbit/s over 78 m; 60 m leave some margin, a guess. Times of forming a group: measured over emulated radios.</summary>
    private static RadioSpec WifiDirect11n() => new()
    {
        Preset = RadioPreset.WifiDirect11n,
        Kind = RadioKind.WifiDirect,
        Range = 60,
        Medium = MediumKind.Airtime,
        Wifi = WifiStandard.N,
        Rates = Steps((20, 65), (23, 52), (31, 39), (42, 26), (53, 19.5), (60, 13)),
        Delay = new(0.001, 0.003),
        Loss = 0.005,
    };

    /// <summary>Laptops at 16 dBm: 84 m in the median. Shadowing of 4 dB and 2 dB between directions are guesses at the lower end of what is published for streets.</summary>
    private static RadioSpec Adhoc11g() => new()
    {
        Preset = RadioPreset.Adhoc11g,
        Kind = RadioKind.LogDistance,
        TransmitPower = 16,
        Sensitivity = -82,
        ReferenceLoss = 40.2,
        Exponent = 3,
        Shadowing = 4,
        Asymmetry = 2,
        EdgeSoftness = 0.5,
        Medium = MediumKind.Airtime,
        Wifi = WifiStandard.G,
        Rates = Steps((23, 54), (34, 36), (46, 24), (57, 18), (67, 12), (84, 6)),
        Delay = new(0.0005, 0.0015),
    };

    /// <summary>One Gigabit switch; the delay is that of two network stacks, measured over virtual Ethernet at 0.1 ms there and back.</summary>
    private static RadioSpec Lan() => new()
    {
        Preset = RadioPreset.Lan,
        Kind = RadioKind.Lan,
        Medium = MediumKind.Switch,
        Rate = 1000 * Mega,
        Delay = new(0.00005, 0.00015),
    };

    /// <summary>
    /// 20 dBm and antennas of 2 dBi at both ends, 5.8 GHz (47.7 dB at one metre by Friis), in sight of each other: an exponent of 2.1 and 2 dB of shadowing by the airframes are
    /// guesses. 600 m in the median at 6 Mbit/s.
    /// </summary>
    private static RadioSpec Uav5800MHz() => new()
    {
        Preset = RadioPreset.Uav5800MHz,
        Kind = RadioKind.LogDistance,
        TransmitPower = 24,
        Sensitivity = -82,
        ReferenceLoss = 47.7,
        Exponent = 2.1,
        Shadowing = 2,
        Asymmetry = 1,
        EdgeSoftness = 0.5,
        Medium = MediumKind.Airtime,
        Wifi = WifiStandard.G,
        Rates = Steps((93, 54), (160, 36), (248, 24), (345, 18), (430, 12), (597, 6)),
        Delay = new(0.0005, 0.0015),
    };

    private static IReadOnlyList<RateStep> Steps(params (double Within, double Megabits)[] steps) =>
        [.. steps.Select(step => new RateStep { Within = step.Within, Rate = step.Megabits * Mega })];
}
