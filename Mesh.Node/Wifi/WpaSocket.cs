using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace Mesh.Node.Wifi;

/// <summary>
/// The control socket of one interface of wpa_supplicant: commands and their answers, and events once asked for. A Unix datagram socket, so this side
/// binds a name of its own to be answered at (wpa_supplicant's "ctrl_iface" documentation). Commands go one after the other.
/// </summary>
internal sealed class WpaSocket : IAsyncDisposable
{
    private const int DatagramBytesMax = 16_384;
    private const int EventsMax = 1_024;
    private const int PathBytesMax = 103;

    /// <summary>How long an answer may take; wpa_cli waits as long.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly string _ownPath;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<string> _answers = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly ChannelWriter<WpaEvent> _events;
    private readonly Task _reading;

    private WpaSocket(Socket socket, string ownPath, string on, ChannelWriter<WpaEvent> events, TimeProvider time)
    {
        (_socket, _ownPath, Interface, _events, _time) = (socket, ownPath, on, events, time);
        _reading = ReadAsync();
    }

    /// <summary>The interface.</summary>
    public string Interface { get; }

    /// <summary>A place for events, which several sockets may share. A reader that is too slow loses the oldest.</summary>
    public static Channel<WpaEvent> Events() => Channel.CreateBounded<WpaEvent>(new BoundedChannelOptions(EventsMax) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Connects.</summary>
    /// <param name="folder">Where the sockets are.</param>
    /// <param name="on">The interface, which is the socket's name.</param>
    /// <param name="events">Gets the events after <see cref="AttachAsync"/>.</param>
    /// <param name="time">Measures patience.</param>
    /// <exception cref="WpaException">There is no such socket, or this account may not use it.</exception>
    public static WpaSocket Connect(string folder, string on, ChannelWriter<WpaEvent> events, TimeProvider time)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        string ownPath = OwnPath();
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(ownPath));
            socket.Connect(new UnixDomainSocketEndPoint(Path.Combine(folder, on)));
            return new WpaSocket(socket, ownPath, on, events, time);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            File.Delete(ownPath);
            throw Fault(fault, folder, on);
        }
        catch (ArgumentException fault)
        {
            socket.Dispose();
            throw new WpaException(WpaFault.Absent, $"The path '{Path.Combine(folder, on)}' is too long for a socket; take a shorter folder for --wpa-socket.", fault);
        }
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <param name="command">The command, such as "PING".</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer without its last line break.</returns>
    /// <exception cref="WpaException">wpa_supplicant is gone or does not answer.</exception>
    public async Task<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            using CancellationTokenSource patience = new(AnswerPatience, _time);
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            while (_answers.Reader.TryRead(out _))
            {
                // An answer that came after its command had been given up belongs to nobody.
            }

            try
            {
                await _socket.SendAsync(Encoding.UTF8.GetBytes(command), limit.Token);
                return await _answers.Reader.ReadAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new WpaException(WpaFault.Silent, $"wpa_supplicant does not answer for '{Interface}'; restart it with: sudo systemctl restart wpa_supplicant.");
            }
            catch (SocketException fault)
            {
                throw Fault(fault, "its folder", Interface);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a command that has to end well.</summary>
    /// <exception cref="WpaException">It did not, or wpa_supplicant is gone.</exception>
    public async Task DoAsync(string command, CancellationToken cancellationToken)
    {
        string answer = await AskAsync(command, cancellationToken);
        if (answer != "OK")
        {
            // The first word only: the rest may be a password.
            throw new WpaException(WpaFault.Refused, $"wpa_supplicant refuses {command.Split(' ')[0]} on '{Interface}' ({Shown(answer)}); 'mesh wifi' tells what this radio can do.");
        }
    }

    /// <summary>Asks for events.</summary>
    /// <exception cref="WpaException">It refuses, or wpa_supplicant is gone.</exception>
    public Task AttachAsync(CancellationToken cancellationToken) => DoAsync("ATTACH", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Dispose();
        await _reading;
        _end.Dispose();
        _turn.Dispose();
        File.Delete(_ownPath);
    }

    private async Task ReadAsync()
    {
        byte[] datagram = new byte[DatagramBytesMax];
        while (!_end.IsCancellationRequested)
        {
            try
            {
                int length = await _socket.ReceiveAsync(datagram, _end.Token);
                string text = Encoding.UTF8.GetString(datagram, 0, length);
                if (WpaEvent.Of(Interface, text) is { } told)
                {
                    _events.TryWrite(told);
                }
                else
                {
                    _answers.Writer.TryWrite(text.TrimEnd('\n'));
                }
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The end, or the other side is gone; whoever sends next is told so.
                break;
            }
        }
    }

    private static string OwnPath()
    {
        string name = $"mesh-wifi-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        string path = Path.Combine(Path.GetTempPath(), name);
        return Encoding.UTF8.GetByteCount(path) <= PathBytesMax ? path : Path.Combine("/tmp", name);
    }

    private static WpaException Fault(SocketException fault, string folder, string on) => fault.SocketErrorCode switch
    {
        SocketError.AccessDenied => WifiAdvice.SocketDenied(folder, fault),
        _ => new WpaException(WpaFault.Absent, $"wpa_supplicant does not look after '{on}' in '{folder}' any more; see 'mesh wifi'.", fault),
    };

    private static string Shown(string answer) => answer.Length == 0 ? "no word" : Configuration.SettingValue.Shown(answer);
}
