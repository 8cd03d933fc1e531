using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary>A Wi-Fi interface that NetworkManager manages.</summary>
/// <param name="Interface">Its name.</param>
/// <param name="State">What nmcli calls its state, such as "disconnected".</param>
internal sealed record NmcliDevice(string Interface, string State)
{
    /// <summary>Whether it is in a network, or on the way into one.</summary>
    public bool IsInNetwork => State.StartsWith("connect", StringComparison.Ordinal);

    /// <summary>All of them; none when NetworkManager does not run.</summary>
    public static async Task<IReadOnlyList<NmcliDevice>> AllAsync(IPrograms programs, CancellationToken cancellationToken)
    {
        ProgramAnswer answer = await programs.RunAsync(["nmcli", "-t", "-f", "DEVICE,TYPE,STATE", "device"], null, cancellationToken);
        return answer.IsGood
            ? [.. answer.Output.Split('\n').Select(line => line.Split(':')).Where(fields => fields is [_, "wifi", not ("unmanaged" or "unavailable")]).Select(fields => new NmcliDevice(fields[0], fields[2]))]
            : [];
    }
}
