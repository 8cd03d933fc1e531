namespace Mesh.Tests.Integration.Laboratory;

/// <summary>
/// An avahi-daemon of a host's own with its own system bus, on a private /run. The shell that started it runs what it is given,
/// line by line, and says "done" after each.
/// </summary>
internal static class Avahi
{
    private const string Script = """
        mount -t tmpfs tmpfs /run && mkdir -p /run/dbus /run/avahi-daemon /run/services
        dbus-daemon --system --fork --nopidfile || exit 1
        printf '[server]\nuse-ipv4=yes\nuse-ipv6=yes\nallow-interfaces=wl0\n[wide-area]\nenable-wide-area=no\n[publish]\npublish-workstation=no\n' > /run/avahi.conf
        avahi-daemon --no-drop-root --no-chroot --no-rlimits -f /run/avahi.conf -D || exit 1
        echo '{"event":"ready"}'
        while IFS= read -r line; do sh -c "$line"; echo '{"event":"done"}'; done
        """;

    /// <summary>Skips the test unless what it takes is installed.</summary>
    public static void Demand()
    {
        LabRequirements.DemandProgram("avahi-daemon", "avahi-daemon");
        LabRequirements.DemandProgram("avahi-browse", "avahi-utils");
        LabRequirements.DemandProgram("dbus-daemon", "dbus");
        LabRequirements.DemandProgram("unshare", "util-linux");
    }

    /// <summary>Starts it on a host and waits until it runs.</summary>
    public static async Task<LabProcess> StartAsync(LabNetwork lab, LabHost host, TimeSpan limit)
    {
        LabProcess avahi = lab.Run(host, LabCommand.Find("unshare")!, ["-m", "/bin/sh", "-c", Script], new LabProcessOptions { User = "avahi" });
        await avahi.WaitForAsync("its start", line => line.Event == "ready", limit);
        return avahi;
    }
}
