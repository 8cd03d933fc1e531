using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary>
/// What one run of <c>mesh wifi</c> changed, in a file of its own: each change is on the disk before it is made, so that another run takes it back even
/// when this one was killed. The file goes when all is taken back. While the run lives it holds the file's lock.
/// </summary>
internal sealed class WifiLedger : IDisposable
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";
    private const string FolderName = "wifi";
    private const string Ending = ".ledger";
    private const string Held = "held";
    private const string Staying = "stays";
    private const string LockEnding = ".lock";
    private const string StartUnknown = "unknown";
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>The number of the system's first process, which is never ended from here.</summary>
    private const int FirstProcess = 1;

    private readonly FileStream _held;

    private WifiLedger(string path, FileStream held)
    {
        (Path, _held) = (path, held);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Begins one.</summary>
    /// <param name="place">The data folder.</param>
    /// <param name="isHeld">Whether the run takes back what it changes when it ends, so that a ledger without a run is one of a run that was killed.</param>
    /// <param name="time">Orders ledgers.</param>
    /// <exception cref="ComplaintException">There is no folder for it, or others may write there.</exception>
    public static WifiLedger Begin(StoragePlace place, bool isHeld, TimeProvider time)
    {
        string folder = FolderOf(place) ?? throw new ComplaintException("What is changed has to be written down first, and this account has no home folder; name one with --data DIR.");
        try
        {
            MakeOwn(folder);
            string process = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{(isHeld ? Held : Staying)}-{StartOfThis()}");
            string name = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeMilliseconds():D15}-{process}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}{Ending}");
            string path = System.IO.Path.Combine(folder, name);
            return new WifiLedger(path, Hold(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ComplaintException($"What is changed has to be written down first, and '{SettingValue.Shown(folder)}' cannot be used: {SettingValue.Shown(fault.Message).TrimEnd('.')}; choose another folder with --data DIR.", fault);
        }
    }

    /// <summary>The files of all ledgers, oldest first.</summary>
    /// <exception cref="ComplaintException">This account may not look into their folder, or others may write there.</exception>
    public static IReadOnlyList<string> Files(StoragePlace place) => FolderOf(place) is { } folder && TrustedPath.Exists(folder)
        ? Used(folder, () => (string[])[.. Directory.EnumerateFiles(folder, $"*{Ending}").Where(path => System.IO.Path.GetFileName(path).Split('-') is [_, var process, Held or Staying, _] && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Order(StringComparer.Ordinal)])
        : [];

    /// <summary>Takes over a ledger that was left behind; null while somebody holds it.</summary>
    /// <exception cref="ComplaintException">This account may not use it, others may write it, or the disk does not take the lock.</exception>
    public static WifiLedger? TryTake(string path) => Used(path, () =>
    {
        _ = TrustedPath.Exists(path);
        try
        {
            return new WifiLedger(path, Hold(path));
        }
        catch (IOException fault) when (IsLocked(fault))
        {
            return null;
        }
    });

    /// <summary>The process that made a ledger, if it still lives; null when it ended, also where its number is by now another's, and where the system does not tell.</summary>
    public static int? RunOf(string path) =>
        !OperatingSystem.IsWindows() && ProcessOf(path) is > FirstProcess and var process && UnixProcess.Start(process) == System.IO.Path.GetFileName(path).Split('-')[3].Split('.')[0] ? process : null;

    /// <summary>Whether the run of a ledger takes back itself what it changed.</summary>
    public static bool IsHeld(string path) => System.IO.Path.GetFileName(path).Split('-')[2] == Held;

    /// <summary>The process that made a ledger.</summary>
    public static int ProcessOf(string path) => int.Parse(System.IO.Path.GetFileName(path).Split('-')[1], CultureInfo.InvariantCulture);

    /// <summary>What stands in a ledger.</summary>
    /// <exception cref="ComplaintException">This account may not read it, or others may write it.</exception>
    public static LedgerText Read(string path) => LedgerText.Of(TrustedPath.Exists(path) ? Used(path, () => File.ReadAllText(path)) : string.Empty);

    /// <summary>Writes down a change that is about to be made, or what it made. Returns when it is on the disk.</summary>
    /// <param name="entry">The entry; its number is given here unless it has one.</param>
    /// <exception cref="ComplaintException">The disk does not take it.</exception>
    public LedgerEntry Write(LedgerEntry entry) => Used(Path, () =>
    {
        LedgerEntry numbered = entry.Number > 0 ? entry : entry with { Boot = ThisBoot(), Number = Read(Path).Entries.Select(known => known.Number).DefaultIfEmpty().Max() + 1 };
        using FileStream file = Open(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(Encoding.UTF8.GetBytes($"{numbered}\n"));
        file.Flush(flushToDisk: true);
        return numbered;
    });

    /// <summary>What tells this boot of the machine from others; empty where the system does not tell.</summary>
    public static string ThisBoot()
    {
        try
        {
            return File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : string.Empty;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    /// <summary>Takes out a change that did not come about, or that is no more.</summary>
    public void Forget(LedgerEntry entry) => Keep([.. Read(Path).Entries.Where(known => known.Number != entry.Number)]);

    /// <summary>Keeps only what could not be taken back, and lines that are no entries; with nothing left but these the file goes.</summary>
    /// <exception cref="ComplaintException">The disk does not take it.</exception>
    public void Keep(IReadOnlyList<LedgerEntry> entries) => _ = Used(Path, () =>
    {
        if (entries.Count == 0)
        {
            File.Delete(Path);
            return Path;
        }

        string next = Path + ".next";
        IEnumerable<string> lines = [.. Read(Path).Malformed, .. entries.Select(entry => entry.ToString())];
        using (FileStream file = Open(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n"))));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, Path, overwrite: true);
        return Path;
    });

    public void Dispose()
    {
        if (!File.Exists(Path))
        {
            // Before the lock is let go, so that nobody holds a file that has no name any more.
            File.Delete(_held.Name);
        }

        _held.Dispose();
    }

    private static string? FolderOf(StoragePlace place) => place.Folder is null ? null : System.IO.Path.Combine(place.Folder, FolderName);

    /// <summary>Makes the folder where it is missing; one that is there and only this account's is closed to others' eyes too.</summary>
    private static void MakeOwn(string folder)
    {
        bool isThere = TrustedPath.Exists(folder);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerFolder);
        if (isThere)
        {
            File.SetUnixFileMode(folder, OwnerFolder);
        }
    }

    private static string StartOfThis() => (OperatingSystem.IsWindows() ? null : UnixProcess.Start(Environment.ProcessId)) ?? StartUnknown;

    private static FileStream Hold(string path)
    {
        _ = TrustedPath.Exists(path + LockEnding);
        return Open(path + LockEnding, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        FileStreamOptions options = new() { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Whether a lock could not be had because somebody has it: on Windows a violation of sharing or lock, elsewhere EAGAIN (Linux 11, macOS 35).</summary>
    private static bool IsLocked(IOException fault) => OperatingSystem.IsWindows() ? (fault.HResult & 0xFFFF) is 32 or 33 : fault.HResult is 11 or 35;

    private static T Used<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ComplaintException($"'{Printable.Line(path)}', where it is written what 'mesh wifi' changed, cannot be used: {SettingValue.Shown(fault.Message).TrimEnd('.')}; see to its owner, its rights and the free space, and type the command with 'sudo' if it is root's.", fault);
        }
    }
}
