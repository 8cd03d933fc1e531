using Mesh.Node.Processes;

namespace Mesh.Node.Guests;

/// <summary>How this machine's Wi-Fi is asked after.</summary>
internal static class HostWifi
{
    public static IWifiFinder Finder() => OperatingSystem.IsLinux() ? new NmcliWifi("nmcli", new Programs(Environment.GetEnvironmentVariable("PATH"), TimeProvider.System), TimeProvider.System) : new NoWifi();
}
