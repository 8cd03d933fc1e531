namespace Mesh.Protocol.Calls;

/// <summary>Sizes of what calls carry.</summary>
internal static class CallLimits
{
    /// <summary>Bytes of UTF-8 of a topic, a procedure or an error's name.</summary>
    public const int NameBytesMax = 255;

    /// <summary>The largest number of a publication, or of a part of the application that publishes or calls: what a double holds exactly (WAMP, "IDs").</summary>
    public const ulong PartMax = 1UL << 53;

    /// <summary>Bytes of UTF-8 of an error's sentence.</summary>
    public const int SentenceBytesMax = 500;
}
