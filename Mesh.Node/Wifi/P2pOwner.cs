namespace Mesh.Node.Wifi;

/// <summary>A device that owns a Wi-Fi Direct group and was heard.</summary>
/// <param name="Device">Its device address.</param>
/// <param name="Address">The address of its group.</param>
/// <param name="Name">What it calls itself, as it was sent.</param>
internal sealed record P2pOwner(string Device, string Address, string Name)
{
    /// <summary>What the names of owners begin with that <c>mesh wifi host</c> made; printers and televisions own groups as well.</summary>
    public const string Mark = "mesh ";

    private const int OwnerBit = 0x01;

    /// <summary>Whether <c>mesh wifi host</c> made the group.</summary>
    public bool IsMesh => Name.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The name for people.</summary>
    public string Shown => Chat.Printable.Name(IsMesh ? Name[Mark.Length..] : Name);

    /// <summary>Whether a person means this owner.</summary>
    /// <param name="target">A name, with the mark or without, or one of the addresses.</param>
    public bool Is(string target) => ((string[])[Name, IsMesh ? Name[Mark.Length..] : Name, Device, Address]).Any(own => own.Equals(target, StringComparison.OrdinalIgnoreCase));

    /// <summary>The owner that an event tells of; null when it tells of something else, or of a device without a group.</summary>
    public static P2pOwner? Of(WpaEvent told)
    {
        if (told.Name != "P2P-DEVICE-FOUND" || told.Value("p2p_dev_addr") is not { } device)
        {
            return null;
        }

        string capabilities = told.Value("group_capab") ?? string.Empty;
        bool owns = capabilities.StartsWith("0x", StringComparison.Ordinal)
            && int.TryParse(capabilities.AsSpan(2), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out int bits)
            && (bits & OwnerBit) != 0;
        return owns ? new P2pOwner(device, told.Subject, told.Value("name") ?? string.Empty) : null;
    }
}
