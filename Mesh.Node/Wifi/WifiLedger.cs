using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mesh.Node.Configuration;

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
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

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
    /// <exception cref="ComplaintException">There is no folder for it.</exception>
    public static WifiLedger Begin(StoragePlace place, bool isHeld, TimeProvider time)
    {
        string folder = FolderOf(place) ?? throw new ComplaintException("What is changed has to be written down first, and this account has no home folder; name one with --data DIR.");
        try
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerOnly);
            string name = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeMilliseconds():D15}-{Environment.ProcessId}-{(isHeld ? Held : Staying)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}{Ending}");
            string path = System.IO.Path.Combine(folder, name);
            return new WifiLedger(path, Hold(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ComplaintException($"What is changed has to be written down first, and '{SettingValue.Shown(folder)}' cannot be used: {SettingValue.Shown(fault.Message).TrimEnd('.')}; choose another folder with --data DIR.", fault);
        }
    }

    /// <summary>The files of all ledgers, oldest first.</summary>
    public static IReadOnlyList<string> Files(StoragePlace place) => FolderOf(place) is { } folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, $"*{Ending}").Where(path => System.IO.Path.GetFileName(path).Split('-') is [_, var process, Held or Staying, _] && int.TryParse(process, out _)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Takes over a ledger that was left behind; null while its run lives.</summary>
    public static WifiLedger? TryTake(string path)
    {
        try
        {
            return new WifiLedger(path, Hold(path));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether the run of a ledger takes back itself what it changed.</summary>
    public static bool IsHeld(string path) => System.IO.Path.GetFileName(path).Split('-')[2] == Held;

    /// <summary>The process that made a ledger.</summary>
    public static int ProcessOf(string path) => int.Parse(System.IO.Path.GetFileName(path).Split('-')[1], CultureInfo.InvariantCulture);

    /// <summary>The entries of a ledger in the order in which they were written, each with what became known of it later.</summary>
    public static IReadOnlyList<LedgerEntry> Read(string path)
    {
        SortedDictionary<int, LedgerEntry> entries = [];
        string text = File.Exists(path) ? File.ReadAllText(path) : string.Empty;

        // What follows the last line break was cut off, so its change was not begun.
        int whole = text.LastIndexOf('\n') + 1;
        foreach (LedgerEntry entry in text[..whole].Split('\n').Select(LedgerEntry.Of).OfType<LedgerEntry>())
        {
            entries[entry.Number] = entry;
        }

        return [.. entries.Values];
    }

    /// <summary>Writes down a change that is about to be made, or what it made. Returns when it is on the disk.</summary>
    /// <param name="entry">The entry; its number is given here unless it has one.</param>
    public LedgerEntry Write(LedgerEntry entry)
    {
        LedgerEntry numbered = entry.Number > 0 ? entry : entry with { Boot = ThisBoot(), Number = Read(Path).Select(known => known.Number).DefaultIfEmpty().Max() + 1 };
        using FileStream file = new(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(Encoding.UTF8.GetBytes($"{numbered}\n"));
        file.Flush(flushToDisk: true);
        return numbered;
    }

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
    public void Forget(LedgerEntry entry) => Keep([.. Read(Path).Where(known => known.Number != entry.Number)]);

    /// <summary>Keeps only what could not be taken back; with nothing left the file goes.</summary>
    public void Keep(IReadOnlyList<LedgerEntry> entries)
    {
        if (entries.Count == 0)
        {
            File.Delete(Path);
            return;
        }

        string next = Path + ".next";
        using (FileStream file = new(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => $"{entry}\n"))));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, Path, overwrite: true);
    }

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

    private static FileStream Hold(string path) => new(path + LockEnding, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
