namespace Mesh.Wire;

/// <summary>Every limit of what stands on a link (docs/protocol.md, "Limits"). A decoder refuses what passes one, an encoder never writes it.</summary>
internal static class WireLimits
{
    /// <summary>
    /// One WebSocket message. Has room for the largest bundle record (84 KiB, see <see cref="CoreBytesMax"/>) and for every list below;
    /// 128 KiB take 10 ms on a link of 100 Mbit/s, which is how long an urgent record may wait behind a frame.
    /// </summary>
    public const int FrameBytesMax = 128 * 1024;

    /// <summary>Arrays inside each other in one record. HEADS and PULL need 3; the rest is room for later revisions.</summary>
    public const int RecordDepthMax = 8;

    /// <summary>A person's name: 16 characters of four bytes.</summary>
    public const int NameBytesMax = 64;

    /// <summary>Why a link is refused or closed. A WebSocket close reason holds 123 bytes (RFC 6455, section 5.5), so the text fits both.</summary>
    public const int DetailBytesMax = 120;

    /// <summary>Neighbours that one node reports: the soft cap of 12 links, and room for the nodes that the minimum spanning tree needs.</summary>
    public const int NeighboursMax = 32;

    /// <summary>Addresses in one peer exchange: 32 x 40 B = 1.3 kB.</summary>
    public const int PeerAddressesMax = 32;

    /// <summary>Keys asked for at once.</summary>
    public const int KeyWantsMax = 32;

    /// <summary>Announcements in one record: 512 x 12 B = 6 kB, all that a busy room sees in the 10 s that a new link is told about.</summary>
    public const int AnnouncementsMax = 512;

    /// <summary>Bundles asked for by one GRAFT or WANT: 512 x 9 B = 4.6 kB.</summary>
    public const int ShortsMax = 512;

    /// <summary>Streams compared on link-up: 1,024 x 40 B = 41 kB.</summary>
    public const int HeadsMax = 1024;

    /// <summary>Rooms compared on link-up: 256 x 18 B = 4.6 kB; with the heads under 46 kB.</summary>
    public const int RoomsMax = 256;

    /// <summary>Ranges asked for at once: 256 x 64 B = 16 kB.</summary>
    public const int PullRangesMax = 256;

    /// <summary>Messages in one bundle.</summary>
    public const int BundleMessagesMax = 255;

    /// <summary>Parents that one message names.</summary>
    public const int ParentsMax = 3;

    /// <summary>All bodies of one bundle together.</summary>
    public const int BodyBytesMax = 64 * 1024;

    /// <summary>
    /// A core: 50 B of header (array 1, room 18, first 9, previous 18, class 1, count 3), 255 messages of at most 67 B
    /// (array 1, clock 9, count 1, three parents 54, kind 2), their bodies' headers (255 x 3) and the bodies: 50 + 17,085 + 765 + 65,536.
    /// </summary>
    public const int CoreBytesMax = 83_436;

    /// <summary>A signature of a suite that this revision does not know. ML-DSA-87 (FIPS 204), the largest in sight, takes 4,627.</summary>
    public const int SignatureBytesMax = 5 * 1024;

    /// <summary>A public key of a suite that this revision does not know. ML-DSA-87 takes 2,592 and its SubjectPublicKeyInfo 22 more.</summary>
    public const int KeyBytesMax = 4 * 1024;

    /// <summary>A signed prekey. HPKE over P-256 needs 65 + 64 + 16 B, ML-KEM-1024 1,568 more.</summary>
    public const int PrekeyBytesMax = 2 * 1024;

    /// <summary>An IPv4 address.</summary>
    public const int Ip4Bytes = 4;

    /// <summary>An IPv6 address. Link-local ones travel without a scope: it means something on one machine only.</summary>
    public const int Ip6Bytes = 16;
}
