namespace Mesh.Simulator.Formats;

/// <summary>How much a file may hold. Far above every public trace, and low enough that a hostile file cannot fill the memory.</summary>
internal static class FormatLimits
{
    /// <summary>Nodes of one file; a scenario takes no more either.</summary>
    public const int NodesMax = 100_000;

    /// <summary>Contacts, samples, links, messages of one file. The greatest trace that we know of has 171,000; so many take less than a gigabyte.</summary>
    public const int RecordsMax = 5_000_000;

    /// <summary>Recordings of the field logs that are read together: the clock of each is compared with each other's.</summary>
    public const int SessionsMax = 1_000;

    /// <summary>Pairs of field logs: of a message and a recording that it may have reached, and of link-ups that two recordings may both have seen.</summary>
    public const int PairsMax = 10_000_000;

    /// <summary>Events of field logs times recordings: how often events are looked at while clocks are compared. So many take about ten seconds.</summary>
    public const int ComparisonsMax = 20_000_000;

    /// <summary>Characters of a line; a BonnMotion node with 100,000 waypoints needs 6 million.</summary>
    public const int LineCharsMax = 64 * 1024 * 1024;

    /// <summary>Lines of a file, blank ones and comments too: a packed file of nothing else would keep the reader for minutes.</summary>
    public const int LinesMax = 20_000_000;

    /// <summary>Characters of a file after unpacking: the bound on what a packed file can become.</summary>
    public const long TextCharsMax = 1024L * 1024 * 1024;

    /// <summary>Bytes of a file that is read whole: JSON and binary logs.</summary>
    public const int WholeBytesMax = 256 * 1024 * 1024;

    /// <summary>Characters of a node's name.</summary>
    public const int NameCharsMax = 64;

    /// <summary>Greatest time, in seconds, either way from the file's epoch: the year 5138 counted from 1970.</summary>
    public const long SecondsMax = 100_000_000_000;

    /// <summary>A file whose first instant is later than this, in seconds, counts from a far epoch such as 1970 (1973 and later); no trace runs for three years.</summary>
    public const long EpochSeconds = 100_000_000;

    /// <summary>Greatest coordinate, metres, either way.</summary>
    public const double MetresMax = 1e9;
}
