using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Mesh.Tests.Conformance.MessagePack;

/// <summary>Another implementation of MessagePack: a script that is run for each question.</summary>
/// <param name="program">The interpreter.</param>
/// <param name="script">The script's name in this folder.</param>
/// <param name="workingFolder">Where the script looks for its library.</param>
internal sealed class ForeignPeer(string program, string script, string workingFolder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The exit code and what it said, or null and why it could not be started.</returns>
    public static async Task<(int? ExitCode, string Output, string Error)> RunAsync(string program, string[] arguments, string folder, string? input = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using CancellationTokenSource limit = new(Patience);
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception failure)
        {
            return (null, "", $"{program} cannot be started: {failure.Message}");
        }

        using (process)
        {
            try
            {
                Task<string> output = process!.StandardOutput.ReadToEndAsync(limit.Token);
                Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
                await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
                process.StandardInput.Close();
                await process.WaitForExitAsync(limit.Token);
                return (process.ExitCode, await output, await error);
            }
            finally
            {
                process!.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>What the other side makes of values: for each its description and its bytes when packed again.</summary>
    public async Task<(string Description, string Hex)[]> DecodeAsync(IEnumerable<byte[]> values) =>
        await AskAsync(["decode"], string.Concat(values.Select(value => Convert.ToHexStringLower(value) + "\n")));

    /// <summary>Values that the other side made up: for each its bytes and its description.</summary>
    public async Task<(string Hex, string Description)[]> GenerateAsync(int seed, int count) =>
        await AskAsync(["generate", seed.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)], "");

    private async Task<(string, string)[]> AskAsync(string[] arguments, string input)
    {
        string path = RepositoryFiles.PathOf("Mesh.Tests/Conformance/MessagePack/" + script);
        (int? exitCode, string output, string error) = await RunAsync(program, [path, .. arguments], workingFolder, input);
        Assert.True(exitCode == 0, $"{program} {script} {arguments[0]}: {error}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];
    }
}
