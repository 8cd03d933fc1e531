using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using Mesh.Node.Processes;

namespace Mesh.Node.Terminal;

/// <summary>
/// The console of this process. Whatever ends the process (a signal, an unhandled exception, a suspension) gives the screen back first;
/// echo and line mode belong to the runtime, which restores them at exit.
/// </summary>
internal sealed class SystemTerminal : ITerminal
{
    private static readonly TimeSpan SizeLookSpan = TimeSpan.FromMilliseconds(250);

    private readonly Channel<TerminalInput> _inputs = Channel.CreateUnbounded<TerminalInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly Lock _writing = new();
    private readonly FrameEncoder _encoder;
    private readonly Stream _output;
    private Timer? _sizeLook;
    private ScreenSize _knownSize;
    private bool _taken;
    private bool _closing;
    private bool _reading;
    private bool _disposed;

    public SystemTerminal()
    {
        _encoder = new FrameEncoder(colours: string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
        _output = Console.OpenStandardOutput();
    }

    /// <summary>Whether the console understands control sequences, without which there is no full-screen chat.</summary>
    public static bool TakesSequences =>
        Environment.GetEnvironmentVariable("TERM") != "dumb" && (!OperatingSystem.IsWindows() || WindowsConsole.EnableSequences());

    public ScreenSize Size => new(Math.Max(1, Console.WindowWidth), Math.Max(1, Console.WindowHeight));

    public ChannelReader<TerminalInput> Inputs => _inputs.Reader;

    public void Enter()
    {
        Console.InputEncoding = Encoding.UTF8;
        Console.OutputEncoding = Encoding.UTF8;
        Console.TreatControlCAsInput = false;
        AppDomain.CurrentDomain.UnhandledException += OnProcessEnds;
        AppDomain.CurrentDomain.ProcessExit += OnProcessEnds;
        Register(PosixSignal.SIGINT, OnCloseSignal);
        Register(PosixSignal.SIGTERM, OnCloseSignal);
        Register(PosixSignal.SIGHUP, OnCloseSignal);
        Register(PosixSignal.SIGQUIT, OnCloseSignal);
        if (!OperatingSystem.IsWindows())
        {
            Register(PosixSignal.SIGWINCH, _ => _inputs.Writer.TryWrite(new ScreenSpoiled()));
            Register(PosixSignal.SIGTSTP, OnSuspended);
            Register(PosixSignal.SIGCONT, _ => OnContinued());
        }
        else
        {
            _knownSize = Size;
            _sizeLook = new Timer(_ => LookAtSize(), null, SizeLookSpan, SizeLookSpan);
        }

        Take();
        if (!_reading)
        {
            _reading = true;
            new Thread(ReadKeys) { IsBackground = true, Name = "keyboard" }.Start();
        }
    }

    public void Show(Frame frame)
    {
        lock (_writing)
        {
            if (_taken)
            {
                Write(_encoder.Encode(frame));
            }
        }
    }

    public void Leave()
    {
        lock (_writing)
        {
            if (_taken)
            {
                _taken = false;
                Write(Encoding.ASCII.GetBytes(TerminalModes.Leave));
            }
        }
    }

    public void Say(string line)
    {
        lock (_writing)
        {
            Write(Encoding.UTF8.GetBytes(line + Environment.NewLine));
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Leave();
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _sizeLook?.Dispose();
        AppDomain.CurrentDomain.UnhandledException -= OnProcessEnds;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessEnds;
        _inputs.Writer.TryComplete();
    }

    private void Register(PosixSignal signal, Action<PosixSignalContext> handler) => _signals.Add(PosixSignalRegistration.Create(signal, handler));

    private void Take()
    {
        lock (_writing)
        {
            if (!_taken && !_disposed)
            {
                _taken = true;
                Write(Encoding.ASCII.GetBytes(TerminalModes.Enter));
            }
        }
    }

    private void OnCloseSignal(PosixSignalContext context)
    {
        // The chat says goodbye in its own time; the screen is the person's again at once. A second signal ends the process.
        context.Cancel |= !_closing;
        _closing = true;
        Leave();
        _inputs.Writer.TryWrite(new CloseAsked());
    }

    /// <summary>The runtime has no default for this signal once it is registered, so the process stops itself when the screen is given back.</summary>
    private void OnSuspended(PosixSignalContext context)
    {
        context.Cancel = true;
        Leave();
        if (!OperatingSystem.IsWindows())
        {
            UnixProcess.Suspend();
        }
    }

    private void OnContinued()
    {
        Take();
        _inputs.Writer.TryWrite(new ScreenSpoiled());
    }

    private void OnProcessEnds(object? sender, EventArgs e) => Leave();

    private void LookAtSize()
    {
        ScreenSize size = Size;
        if (size != _knownSize)
        {
            _knownSize = size;
            _inputs.Writer.TryWrite(new ScreenSpoiled());
        }
    }

    /// <summary>Runs on a thread of its own, since a console read cannot be cancelled; the thread does not keep the process alive.</summary>
    private void ReadKeys()
    {
        KeyDecoder decoder = new();
        try
        {
            while (!_disposed)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                foreach (TerminalInput input in decoder.Feed(key, Console.KeyAvailable))
                {
                    _inputs.Writer.TryWrite(input);
                }
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // The terminal is gone.
            _inputs.Writer.TryWrite(new CloseAsked());
        }
    }

    private void Write(byte[] bytes)
    {
        try
        {
            _output.Write(bytes);
            _output.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone: there is nobody to show anything to.
            _taken = false;
            _inputs.Writer.TryWrite(new CloseAsked());
        }
    }
}
