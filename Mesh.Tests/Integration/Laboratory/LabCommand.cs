using System.Diagnostics;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>One short command of the system (<c>ip</c>, <c>nft</c>), run to its end.</summary>
internal static class LabCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] SystemFolders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    /// <summary>Runs the command with the given standard input and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">The command failed; the message holds the command and its words.</exception>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string input = "")
    {
        (int code, string output, string error) = await TryAsync(program, arguments, input);
        if (code != 0)
        {
            throw new InvalidOperationException(
                $"`{program} {string.Join(' ', arguments)}` ended with {code}: {error.Trim()}\nIts input was:\n{input}");
        }

        return output;
    }

    /// <summary>Runs the command and returns its exit code, its output and its complaints.</summary>
    public static async Task<(int Code, string Output, string Error)> TryAsync(
        string program, IReadOnlyList<string> arguments, string input = "", TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(limit ?? Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"`{program} {string.Join(' ', arguments)}` was still running after {limit ?? Patience}.");
        }
    }

    /// <summary>The path of a program, also when the system folders are not on the path; null when it is not installed.</summary>
    public static string? Find(string program)
    {
        string[] onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return onPath.Concat(SystemFolders).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
