using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Network namespaces by name: work inside them, and their ends.</summary>
internal static class NetworkNamespace
{
    public const string Folder = "/run/netns";

    private const int KillSignal = 9;

    /// <summary>
    /// Runs <paramref name="work"/> on a thread of its own inside the namespace. A socket that it opens stays in the
    /// namespace for its life and may be used from any thread afterwards.
    /// </summary>
    public static T Enter<T>(string name, Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                using SafeFileHandle handle = File.OpenHandle(Path.Combine(Folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                if (NativeCalls.SetNamespace((int)handle.DangerousGetHandle(), NativeCalls.CloneNewNet) != 0)
                {
                    throw new InvalidOperationException($"Entering namespace {name} failed: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                result = work();
            }
            catch (Exception exception)
            {
                fault = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        fault?.Throw();
        return result;
    }

    /// <summary>Sets a value below /proc/sys/net as the namespace sees it.</summary>
    public static void SetKernelValue(string name, string path, string value) => Enter(name, () =>
    {
        File.WriteAllText(Path.Combine("/proc/sys/net", path), value);
        return true;
    });

    /// <summary>Names of all namespaces that begin so.</summary>
    public static IReadOnlyList<string> Named(string prefix) => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, prefix + "*").Select(path => Path.GetFileName(path))]
        : [];

    /// <summary>Kills whatever runs in the namespace, at once and without a word to it.</summary>
    public static async Task KillProcessesAsync(string name)
    {
        // A namespace that has just gone has no processes, so a complaint of the command means there is nothing to kill.
        (_, string output, _) = await LabCommand.TryAsync("ip", ["netns", "pids", name]);
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int process = int.Parse(line, CultureInfo.InvariantCulture);
            if (process != Environment.ProcessId)
            {
                _ = NativeCalls.Kill(process, KillSignal);
            }
        }
    }

    /// <summary>Kills what runs in the namespaces and removes them; those that are gone already are passed over.</summary>
    public static async Task RemoveAsync(IReadOnlyCollection<string> names)
    {
        string[] present = [.. names.Where(name => File.Exists(Path.Combine(Folder, name)))];
        foreach (string name in present)
        {
            await KillProcessesAsync(name);
        }

        if (present.Length > 0)
        {
            await LabCommand.TryAsync("ip", ["-force", "-batch", "-"], string.Concat(present.Select(name => $"netns del {name}\n")));
        }
    }
}
