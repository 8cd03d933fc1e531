using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Mesh.Node.Processes;

/// <summary>The programs of a search path and of the system's own folders.</summary>
internal sealed class Programs : IPrograms
{
    private const int AbsentCode = 127;
    private const int LateCode = 124;
    private const int AnswerCharsMax = 1 << 20;
    private static readonly TimeSpan PatienceUsual = TimeSpan.FromSeconds(45);

    private readonly string? _path;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;

    /// <param name="path">The search path, as the variable PATH holds it; null for none.</param>
    /// <param name="time">Measures patience.</param>
    /// <param name="patience">How long one may run; null for 45 s.</param>
    public Programs(string? path, TimeProvider time, TimeSpan? patience = null)
    {
        _path = path;
        _time = time;
        _patience = patience ?? PatienceUsual;
    }

    /// <inheritdoc/>
    public bool Has(string program) => ProgramPlaces.Find(program, _path) is not null;

    /// <inheritdoc/>
    public async Task<ProgramAnswer> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
    {
        if (ProgramPlaces.Find(command[0], _path) is not { } file)
        {
            return new ProgramAnswer(AbsentCode, string.Empty, $"There is no program '{command[0]}'.");
        }

        using CancellationTokenSource patience = new(_patience, _time);
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
            return new ProgramAnswer(LateCode, string.Empty, $"'{command[0]}' did not end within {_patience.TotalSeconds} s.");
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
}
