using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using Mesh.Node.Processes;

namespace Mesh.Node.Doctor;

/// <summary>The machine that this process runs on. Everything asked of it ends within two seconds.</summary>
internal sealed class SystemMachine : IMachine
{
    private const int FileBytesMax = 1 << 20;
    private const int DiscardPort = 9;
    private const int DnsHeadBytes = 12;

    private static readonly TimeSpan ProgramPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EchoPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(1.5);
    private static readonly IPAddress GroupV4 = IPAddress.Parse("224.0.0.251");
    private static readonly IPAddress GroupV6 = IPAddress.Parse("ff02::fb");

    private readonly Programs _programs = new(Environment.GetEnvironmentVariable("PATH"), TimeProvider.System, ProgramPatience);

    public string System => OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "other";

    public bool IsPrivileged => Environment.IsPrivilegedProcess;

    public string? Read(string path) => Try(() =>
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[FileBytesMax];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, length);
    });

    public IReadOnlyList<string> List(string folder) => Try(() => Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).ToArray()) ?? [];

    public string? Target(string link) => Try(() => new FileInfo(link).LinkTarget);

    public (long Free, long Total)? Space(string folder)
    {
        (long, long)[]? space = Try(() =>
        {
            // A folder that is yet to be made will lie where its nearest ancestor does.
            string place = folder;
            while (!Directory.Exists(place) && Path.GetDirectoryName(place) is { } above)
            {
                place = above;
            }

            DriveInfo drive = new(place);
            return new[] { (drive.AvailableFreeSpace, drive.TotalSize) };
        });
        return space?[0];
    }

    public async Task<string?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProgramAnswer answer = await _programs.RunAsync([program, .. arguments], input: null, cancellationToken);
        return answer.IsGood ? answer.Output : null;
    }

    public async Task<bool?> ReturnsMulticastAsync(int interfaceIndex, bool ipv6, int port, CancellationToken cancellationToken)
    {
        // The head of a DNS query that asks nothing: responders take no notice of it.
        byte[] sent = new byte[DnsHeadBytes];
        RandomNumberGenerator.Fill(sent.AsSpan(0, 2));
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(EchoPatience);
        try
        {
            using Socket socket = OpenGroup(interfaceIndex, ipv6, port);
            IPAddress group = ipv6 ? new IPAddress(GroupV6.GetAddressBytes(), interfaceIndex) : GroupV4;
            IPEndPoint target = new(group, ((IPEndPoint)socket.LocalEndPoint!).Port);
            Task returns = ReceiveAsync(socket, sent, late.Token);
            while (true)
            {
                await socket.SendToAsync(sent, SocketFlags.None, target, late.Token);
                if (await Task.WhenAny(returns, Task.Delay(EchoPause, late.Token)) == returns)
                {
                    await returns;
                    return true;
                }
            }
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public async Task<string> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(ConnectPatience);
        try
        {
            using Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endPoint, late.Token);
            return OwnPortWords.Connected;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode switch
            {
                SocketError.ConnectionRefused or SocketError.ConnectionReset => OwnPortWords.Refused,
                SocketError.TimedOut => OwnPortWords.TimedOut,
                _ => OwnPortWords.Unreachable,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return OwnPortWords.TimedOut;
        }
    }

    public void Nudge(IPAddress address)
    {
        try
        {
            using Socket socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.SendTo(new byte[1], new IPEndPoint(address, DiscardPort));
        }
        catch (SocketException)
        {
            // No way to it is what the neighbour table then says.
        }
    }

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);

    private static async Task ReceiveAsync(Socket socket, byte[] awaited, CancellationToken cancellationToken)
    {
        byte[] received = new byte[awaited.Length];
        int length;
        do
        {
            length = await socket.ReceiveAsync(received, SocketFlags.None, cancellationToken);
        }
        while (!received.AsSpan(0, length).SequenceEqual(awaited));
    }

    private static Socket OpenGroup(int interfaceIndex, bool ipv6, int port)
    {
        Socket socket = new(ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            SocketOptionLevel level = ipv6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;
            object membership = ipv6 ? new IPv6MulticastOption(GroupV6, interfaceIndex) : new MulticastOption(GroupV4, interfaceIndex);
            if (port != 0)
            {
                socket.ExclusiveAddressUse = false;
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            if (ipv6)
            {
                socket.DualMode = false;
            }

            socket.Bind(new IPEndPoint(ipv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            socket.SetSocketOption(level, SocketOptionName.AddMembership, membership);
            socket.SetSocketOption(level, SocketOptionName.MulticastInterface, ipv6 ? interfaceIndex : IPAddress.HostToNetworkOrder(interfaceIndex));
            socket.SetSocketOption(level, SocketOptionName.MulticastLoopback, true);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
