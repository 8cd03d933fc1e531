namespace Mesh.Tests.Integration.Radios;

/// <summary>What an agent of the guest sees in its laptop at one moment.</summary>
/// <param name="Interfaces">Interfaces of radios by name.</param>
/// <param name="Sockets">Control sockets of wpa_supplicant by name.</param>
internal sealed record GuestStock(IReadOnlyDictionary<string, GuestInterface> Interfaces, IReadOnlySet<string> Sockets)
{
    public static GuestStock Empty { get; } = Parse("");

    /// <summary>Reads the text of the agent: <c>interface NAME ADDRESS up|down</c> and <c>socket NAME</c>, one a line.</summary>
    public static GuestStock Parse(string text)
    {
        string[][] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))];
        return new GuestStock(
            lines.Where(words => words[0] == "interface").ToDictionary(words => words[1], words => new GuestInterface(words[2], words[3] == "up")),
            lines.Where(words => words[0] == "socket").Select(words => words[1]).ToHashSet());
    }
}
