using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Mesh.Node.Wifi;

/// <summary>Programs of the folders of a search path, and of those that hold the system's own, which accounts often leave out of theirs.</summary>
internal sealed class Programs : IPrograms
{
    private const int AbsentCode = 127;
    private const int LateCode = 124;
    private const int AnswerCharsMax = 262_144;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly string[] SystemFolders = ["/usr/sbin", "/sbin"];

    private readonly IReadOnlyList<string> _folders;
    private readonly TimeProvider _time;

    /// <param name="path">The search path, as the variable PATH holds it; null for none.</param>
    /// <param name="time">Measures patience.</param>
    public Programs(string? path, TimeProvider time)
    {
        _folders = [.. (path ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), .. OperatingSystem.IsWindows() ? [] : SystemFolders];
        _time = time;
    }

    /// <inheritdoc/>
    public bool Has(string program) => Find(program) is not null;

    /// <inheritdoc/>
    public async Task<ProgramAnswer> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
    {
        if (Find(command[0]) is not { } file)
        {
            return new ProgramAnswer(AbsentCode, string.Empty, $"There is no program '{command[0]}'.");
        }

        using CancellationTokenSource patience = new(Patience, _time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        ProcessStartInfo start = new(file, command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            using Process process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
            return await AnswerAsync(process, input, end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProgramAnswer(LateCode, string.Empty, $"'{command[0]}' did not end within {Patience.TotalSeconds} s.");
        }
        catch (Exception fault) when (fault is Win32Exception or IOException or InvalidOperationException)
        {
            return new ProgramAnswer(AbsentCode, string.Empty, $"'{command[0]}' cannot be started: {fault.Message}");
        }
    }

    private static async Task<ProgramAnswer> AnswerAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await GiveAsync(process, input, cancellationToken);
            Task<string> error = ReadAsync(process.StandardError, cancellationToken);
            string output = await ReadAsync(process.StandardOutput, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramAnswer(process.ExitCode, output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task GiveAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync((input ?? string.Empty).AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended or closed its input without reading; its answer says how that went.
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        char[] text = new char[AnswerCharsMax];
        int length = await reader.ReadBlockAsync(text, cancellationToken);
        return new string(text, 0, length);
    }

    private string? Find(string program) => _folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
