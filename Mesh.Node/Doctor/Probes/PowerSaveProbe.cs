namespace Mesh.Node.Doctor.Probes;

/// <summary>Asks iw which radios sleep between beacons.</summary>
internal static class PowerSaveProbe
{
    private const string Program = "iw";

    /// <summary>For each of these interfaces that is a radio whether it sleeps.</summary>
    public static async Task<IReadOnlyDictionary<string, bool>> LookAsync(IMachine machine, IReadOnlyCollection<string> interfaces, CancellationToken cancellationToken)
    {
        Dictionary<string, bool> sleeps = [];
        string? devices = machine.System == "linux" ? await machine.RunAsync(Program, ["dev"], cancellationToken) : null;
        foreach (string name in Radios(devices ?? string.Empty).Where(interfaces.Contains))
        {
            string? answer = await machine.RunAsync(Program, ["dev", name, "get", "power_save"], cancellationToken);
            if (answer?.Trim() is "Power save: on" or "Power save: off")
            {
                sleeps[name] = answer.Trim().EndsWith("on", StringComparison.Ordinal);
            }
        }

        return sleeps;
    }

    private static IEnumerable<string> Radios(string devices) => devices.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith("Interface ", StringComparison.Ordinal))
        .Select(line => line["Interface ".Length..]);
}
