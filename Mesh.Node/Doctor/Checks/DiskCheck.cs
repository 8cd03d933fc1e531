using Mesh.Node.Processes;

namespace Mesh.Node.Doctor.Checks;

/// <summary>Whether there is room for what the node keeps.</summary>
internal sealed class DiskCheck : ICheck
{
    /// <summary>Less than this is full: key, peers, log and some messages must fit.</summary>
    public const long FreeBytesMin = 16 << 20;

    public IEnumerable<Finding> Look(Facts facts)
    {
        if (facts.Machine.Disk is { } disk && disk.FreeBytes < FreeBytesMin)
        {
            yield return Finding.Problem(
                FindingCode.DiskFull,
                disk.Folder,
                $"The disk of {disk.Folder} has {disk.FreeBytes / 1024} KiB left, so nothing can be kept.",
                facts.Machine.System == "windows" ? "Get-PSDrive -PSProvider FileSystem" : $"df -h {ShellWord.Of(disk.Folder)}");
        }
    }
}
