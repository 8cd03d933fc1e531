namespace Mesh.Simulator.Scenarios;

/// <summary>What a number in a scenario file counts. A number without unit is in the base unit.</summary>
internal enum Unit
{
    /// <summary>A plain number.</summary>
    None,

    /// <summary>Seconds; also us, ms, min, h, d.</summary>
    Seconds,

    /// <summary>Metres; also km.</summary>
    Metres,

    /// <summary>Metres per second; also km/h.</summary>
    MetresPerSecond,

    /// <summary>Times a second; also /ms, /min, /h.</summary>
    PerSecond,

    /// <summary>Bytes; also kB, MB, KiB, MiB.</summary>
    Bytes,

    /// <summary>Bits per second; also kbit/s, Mbit/s, Gbit/s.</summary>
    BitsPerSecond,

    /// <summary>A part of one: 0.02 or 2%.</summary>
    Share,

    /// <summary>Degrees.</summary>
    Degrees,

    /// <summary>Decibels, or decibels over a milliwatt (dBm).</summary>
    Decibels,

    /// <summary>Hertz; also MHz, GHz.</summary>
    Hertz,
}
