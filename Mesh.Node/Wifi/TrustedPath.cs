using System.Runtime.InteropServices;
using Mesh.Node.Chat;
using Mesh.Node.Configuration;

namespace Mesh.Node.Wifi;

/// <summary>
/// Looks whether others than this account and root could have written a file or folder whose content is carried out with this account's rights. Inside a
/// folder that passes, nobody else can put another file in the place of one that passed. On Windows the folder's inherited rights say so.
/// </summary>
internal static class TrustedPath
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint TypeModeOwner = 0x0B;
    private const int FoundBytes = 256;
    private const int OwnerAt = 20;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int LinkType = 0xA000;
    private const int NoSuchFile = 2;
    private const int NoFolder = 20;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Whether there is something of that name.</summary>
    /// <exception cref="ComplaintException">It is a link, another account's, or others may write it; or this account may not look.</exception>
    public static bool Exists(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.Exists(path);
        }

        return OperatingSystem.IsLinux() ? ExistsOnLinux(path) : ExistsOnUnix(path);
    }

    /// <summary>By statx(2), whose answer is laid out alike on all machines.</summary>
    private static bool ExistsOnLinux(string path)
    {
        byte[] found = new byte[FoundBytes];
        if (Look(CurrentFolder, path, NoFollow, TypeModeOwner, found) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            return error is NoSuchFile or NoFolder ? false : throw Complaint(path, $"cannot be looked at ({Marshal.GetPInvokeErrorMessage(error)})");
        }

        uint owner = BitConverter.ToUInt32(found, OwnerAt);
        int mode = BitConverter.ToUInt16(found, ModeAt);
        Check(path, (mode & TypeMask) == LinkType, (UnixFileMode)(mode & ~TypeMask));
        return owner == 0 || owner == EffectiveUser() ? true : throw Foreign(path);
    }

    /// <summary>Setting the mode succeeds for the owner only, and for root, who is not told the owner here.</summary>
    private static bool ExistsOnUnix(string path)
    {
        FileInfo file = new(path);
        if (!Path.Exists(path) && file.LinkTarget is null)
        {
            return false;
        }

        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            throw Complaint(path, "may be anybody's, and root cannot tell on this system");
        }

        try
        {
            UnixFileMode mode = File.GetUnixFileMode(path);
            Check(path, file.LinkTarget is not null, mode);
            File.SetUnixFileMode(path, mode);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            throw Foreign(path);
        }
    }

    private static void Check(string path, bool isLink, UnixFileMode mode)
    {
        if (isLink)
        {
            throw Complaint(path, "is a link");
        }

        if ((mode & OthersWrite) != 0)
        {
            throw Complaint(path, "may be written by others");
        }
    }

    private static ComplaintException Foreign(string path) => Complaint(path, "belongs to another account");

    private static ComplaintException Complaint(string path, string fault) => new(
        $"'{Printable.Line(path)}' {fault}, so what it tells is not carried out with the rights of this account; type the command as the account that made it, with 'sudo' for root's, or remove it, or choose another folder with --data DIR.");

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Look(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] found);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();
}
