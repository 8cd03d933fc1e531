using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Radios;

/// <summary>Kernel and files of the guest, built from Debian's packages once for each machine and kept for later runs.</summary>
/// <param name="Kernel">The file with the kernel.</param>
/// <param name="Files">The file with all that the guest has on its disk.</param>
internal sealed record GuestImage(string Kernel, string Files)
{
    // The kernel package has 70 MB, and another run on this machine may be building the same at this moment.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Builds the guest unless that was done, or skips the test with the reason why it cannot be.</summary>
    public static async Task<GuestImage> BuildAsync()
    {
        LabRequirements.DemandProgram("qemu-system-x86_64", "qemu-system-x86");
        LabRequirements.DemandProgram("busybox", "busybox-static");
        LabRequirements.DemandProgram("wpa_supplicant", "wpasupplicant");
        LabRequirements.DemandProgram("iw", "iw");
        LabRequirements.DemandProgram("NetworkManager", "network-manager");
        LabRequirements.DemandProgram("dbus-daemon", "dbus");
        LabRequirements.DemandProgram("busctl", "systemd");
        LabRequirements.DemandProgram("modprobe", "kmod");
        LabRequirements.DemandProgram("cpio", "cpio");
        LabRequirements.DemandProgram("apt-get", "apt");
        string cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "mesh-radios");
        (int code, string output, string error) = await LabCommand.TryAsync(
            "/bin/sh", [RepositoryFiles.PathOf("Mesh.Tests/Integration/Radios/Guest/build"), cache], limit: Patience);
        if (code != 0)
        {
            Assert.Skip(error.Trim());
        }

        string folder = output.Trim();
        return new GuestImage(Path.Combine(folder, "vmlinuz"), Path.Combine(folder, "initramfs"));
    }
}
