using System.Text;
using Mesh.Node.Configuration;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary>
/// Switches the mobile hotspot of Windows on, as its settings say, through the system's own PowerShell 5.1, which alone speaks to WinRT without a build for
/// Windows. Name and password stay those of the settings, so that there is nothing but the switch to put back.
/// </summary>
internal sealed class WindowsHotspot
{
    private const string Marker = "mesh-hotspot|";

    /// <summary>Finds the manager of the hotspot for the connection that is shared: that of the internet, or any.</summary>
    private const string Prepare = """
        $ErrorActionPreference = 'Stop'
        Add-Type -AssemblyName System.Runtime.WindowsRuntime
        [Windows.Networking.Connectivity.NetworkInformation, Windows.Networking.Connectivity, ContentType = WindowsRuntime] | Out-Null
        [Windows.Networking.NetworkOperators.NetworkOperatorTetheringManager, Windows.Networking.NetworkOperators, ContentType = WindowsRuntime] | Out-Null
        $shared = [Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile()
        if ($null -eq $shared) { $shared = [Windows.Networking.Connectivity.NetworkInformation]::GetConnectionProfiles() | Select-Object -First 1 }
        if ($null -eq $shared) { Write-Output 'mesh-hotspot|NoConnection||'; exit 3 }
        $manager = [Windows.Networking.NetworkOperators.NetworkOperatorTetheringManager]::CreateFromConnectionProfile($shared)
        $asTask = [System.WindowsRuntimeSystemExtensions].GetMethods() | Where-Object { $_.Name -eq 'AsTask' -and $_.GetParameters().Count -eq 1 -and $_.GetParameters()[0].ParameterType.Name -eq 'IAsyncOperation`1' } | Select-Object -First 1
        $asTask = $asTask.MakeGenericMethod([Windows.Networking.NetworkOperators.NetworkOperatorTetheringOperationResult])
        """;

    private const string Start = """

        $task = $asTask.Invoke($null, @($manager.StartTetheringAsync()))
        if (-not $task.Wait(30000)) { Write-Output 'mesh-hotspot|TimedOut||'; exit 3 } # PowerShell 5.1 has no await, and nothing else runs in its process.
        $point = $manager.GetCurrentAccessPointConfiguration()
        Write-Output ('mesh-hotspot|' + $task.Result.Status + '|' + $point.Ssid + '|' + $point.Passphrase) # It is there: the line above waited for it.
        """;

    private const string Stop = """

        if (-not $asTask.Invoke($null, @($manager.StopTetheringAsync())).Wait(30000)) { Write-Output 'Windows did not switch it off within 30 s.'; exit 3 } # As above.
        """;

    /// <summary>Switches it off.</summary>
    public static readonly IReadOnlyList<string> StopCommand = Command(Prepare + Stop);

    private readonly IPrograms _programs;
    private readonly WifiLedger _ledger;

    public WindowsHotspot(IPrograms programs, WifiLedger ledger)
    {
        (_programs, _ledger) = (programs, ledger);
    }

    /// <summary>Switches it on.</summary>
    /// <returns>Its name and password.</returns>
    /// <exception cref="ComplaintException">Windows does not.</exception>
    public async Task<(string Name, string Passphrase)> StartAsync(CancellationToken cancellationToken)
    {
        _ledger.Write(new LedgerEntry { Number = 0, Kind = UndoKind.Program, On = "mobile hotspot", Name = "mobile hotspot", Undo = StopCommand });
        ProgramAnswer answer = await _programs.RunAsync(Command(Prepare + Start), null, cancellationToken);
        string[]? told = answer.Output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith(Marker, StringComparison.Ordinal))?.Split('|', 4);
        return told switch
        {
            [_, "Success", var name, var passphrase] => (name, passphrase),
            [_, "NoConnection", ..] => throw new ComplaintException("Windows shares its mobile hotspot only while it has some connection; plug in any cable, or add the 'Microsoft KM-TEST Loopback Adapter' in the Device Manager, then try again."),
            [_, var status, ..] => throw new ComplaintException($"Windows does not switch its mobile hotspot on ({SettingValue.Shown(status)}). {WifiAdvice.OnWindows}"),
            _ => throw new ComplaintException($"Windows' PowerShell does not switch the mobile hotspot on ({answer.Complaint}). {WifiAdvice.OnWindows}"),
        };
    }

    /// <summary>The script holds no secret, so it may stand among arguments; in this form it needs no quotes.</summary>
    private static string[] Command(string script) => ["powershell.exe", "-NoProfile", "-NonInteractive", "-EncodedCommand", Convert.ToBase64String(Encoding.Unicode.GetBytes(script))];
}
