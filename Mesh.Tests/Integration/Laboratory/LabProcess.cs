using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>
/// A program that runs on a host of the laboratory, with a home of its own, lines in and lines out. Output lines that are JSON
/// are parsed. Waiting never lasts for ever, and a wait that fails says what the program printed last.
/// </summary>
internal sealed class LabProcess : IAsyncDisposable
{
    private const int InterruptSignal = 2;
    private const int KillSignal = 9;
    private const int TerminateSignal = 15;
    private const int ContinueSignal = 18;
    private const int StopSignal = 19;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly TimeSpan TypePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly string _command;
    private readonly Task _reading;
    private bool _disposed;

    private LabProcess(LabHost host, Process process, string home, string command)
    {
        Host = host;
        Home = home;
        _process = process;
        _command = command;
        Id = process.Id;
        _reading = Task.WhenAll(Output.ReadAsync(process.StandardOutput), Errors.ReadAsync(process.StandardError));
    }

    public LabHost Host { get; }

    /// <summary>The folder that the program has as HOME; XDG folders and TMPDIR are inside.</summary>
    public string Home { get; }

    /// <summary>The program's own process id, not that of a wrapper.</summary>
    public int Id { get; }

    public LabTranscript Output { get; } = new();

    public LabTranscript Errors { get; } = new();

    public bool HasExited => _process.HasExited;

    /// <summary>CPU time and memory at this moment.</summary>
    public ProcessFigures Figures => ProcessFigures.Read(Id);

    public static LabProcess Start(LabHost host, string program, IReadOnlyList<string> arguments, LabProcessOptions options)
    {
        string home = Path.Combine(host.Home, options.User);

        // `ip netns exec` becomes the program by exec(2), so signals sent to the process id reach the program itself.
        var start = new ProcessStartInfo(LabCommand.Find("ip")!, ["netns", "exec", host.Namespace, program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            WorkingDirectory = Directory.CreateDirectory(home).FullName,
        };
        Equip(start.Environment, home, options);
        Process process = Process.Start(start)!;
        process.StandardInput.AutoFlush = true;
        process.StandardInput.NewLine = "\n";
        return new LabProcess(host, process, home, $"{Path.GetFileName(program)} {string.Join(' ', arguments)}");
    }

    /// <summary>Types a line; returns the moment just before, in the ticks of <see cref="Stopwatch"/>.</summary>
    public async Task<long> TypeAsync(string line)
    {
        long moment = Stopwatch.GetTimestamp();
        try
        {
            await _process.StandardInput.WriteLineAsync(line).WaitAsync(TypePatience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException(Describe($"took no line for {TypePatience.TotalSeconds:0} s"), exception);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException(Describe($"could not be given the line \"{line}\": {exception.Message}"), exception);
        }

        return moment;
    }

    /// <summary>Ends the program's standard input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>The first line of output from the mark on that fits; fails the test when it does not come in time.</summary>
    /// <remarks><c>what</c> says in words what is waited for, for that message.</remarks>
    public async Task<LabLine> WaitForAsync(string what, Func<LabLine, bool> predicate, TimeSpan limit, int mark = 0)
    {
        LabLine? found = await Output.FindAsync(predicate, mark, limit);
        if (found is null)
        {
            string state = Output.Ended ? $"ended before {what}" : $"did not show {what} within {limit.TotalSeconds:0.0} s";
            throw new TimeoutException(Describe(state));
        }

        return found;
    }

    /// <summary>Waits for the end of the program and of its output; returns its exit code (128 + signal when killed).</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        try
        {
            await Task.WhenAll(_process.WaitForExitAsync(), _reading).WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(Describe($"was still running after {limit.TotalSeconds:0.0} s"));
        }

        return _process.ExitCode;
    }

    /// <summary>kill -9: no goodbye.</summary>
    public void Kill9() => Signal(KillSignal);

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public void Terminate() => Signal(TerminateSignal);

    /// <summary>SIGINT, as Ctrl+C sends it.</summary>
    public void Interrupt() => Signal(InterruptSignal);

    /// <summary>Freezes the program as a closed lid does; its sockets stay open.</summary>
    public void Stop() => Signal(StopSignal);

    /// <summary>Lets a frozen program go on.</summary>
    public void Continue() => Signal(ContinueSignal);

    /// <summary>A message that names the program and shows what it printed last.</summary>
    public string Describe(string state) =>
        $"On {Host} `{_command}` {state}.\n  Its output ended with:\n{Output.Tail()}\n  Its complaints ended with:\n{Errors.Tail()}";

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            Kill9();
        }

        // A child of the program may hold the output open until the laboratory kills it with its host's namespace.
        await Task.WhenAny(Task.WhenAll(_process.WaitForExitAsync(), _reading), Task.Delay(EndPatience));
        _process.Dispose();
    }

    private static void Equip(IDictionary<string, string?> environment, string home, LabProcessOptions options)
    {
        foreach (string name in environment.Keys.Where(name => name.StartsWith("MESH_", StringComparison.Ordinal)).ToArray())
        {
            environment.Remove(name);
        }

        environment["HOME"] = home;
        (string Name, string Folder)[] folders =
        [
            ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"), ("XDG_RUNTIME_DIR", "run"), ("TMPDIR", "tmp"),
        ];
        foreach ((string name, string folder) in folders)
        {
            environment[name] = Directory.CreateDirectory(Path.Combine(home, folder)).FullName;
        }

        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(environment["XDG_RUNTIME_DIR"]!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach ((string name, string? value) in options.Environment)
        {
            environment[name] = value;
        }
    }

    private void Signal(int signal)
    {
        if (NativeCalls.Kill(Id, signal) != 0 && !_process.HasExited)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Signal {signal} to process {Id}");
        }
    }
}
