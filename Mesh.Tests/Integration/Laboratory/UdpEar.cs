using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>A socket on one interface of a host that says and hears words over IPv6, by unicast and by multicast.</summary>
internal sealed class UdpEar : IDisposable
{
    private const int Port = 46374;
    private const int DatagramBytesMax = 2048;

    private readonly Socket _socket;
    private readonly int _scope;
    private readonly IPAddress _address;

    private UdpEar(LabHost host, Socket socket, int scope)
    {
        _socket = socket;
        _scope = scope;
        _address = host.LinkLocalOf(host.Radio.Name) ?? throw new InvalidOperationException($"{host} has no IPv6 address.");
    }

    private static IPAddress Group { get; } = IPAddress.Parse("ff02::6374");

    public static UdpEar Open(LabHost host)
    {
        int scope = host.IndexOf(host.Radio.Name);
        Socket socket = host.Enter(() => new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp));
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, Port));
        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(Group, scope));
        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastLoopback, false);
        return new UdpEar(host, socket, scope);
    }

    public void Shout(string word) => _socket.SendTo(Encoding.UTF8.GetBytes(word), new IPEndPoint(WithScope(Group), Port));

    public void Say(UdpEar to, string word) => _socket.SendTo(Encoding.UTF8.GetBytes(word), new IPEndPoint(WithScope(to._address), Port));

    /// <summary>The next word, waiting for it if need be; null when none comes in time.</summary>
    public async Task<string?> HearAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        byte[] datagram = new byte[DatagramBytesMax];
        try
        {
            int count = await _socket.ReceiveAsync(datagram, patience.Token);
            return Encoding.UTF8.GetString(datagram, 0, count);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>All words that have come by now, without waiting.</summary>
    public IReadOnlyList<string> HeardSoFar()
    {
        List<string> words = [];
        byte[] datagram = new byte[DatagramBytesMax];
        while (_socket.Poll(0, SelectMode.SelectRead))
        {
            words.Add(Encoding.UTF8.GetString(datagram, 0, _socket.Receive(datagram)));
        }

        return words;
    }

    public void Dispose() => _socket.Dispose();

    private IPAddress WithScope(IPAddress address) => new(address.GetAddressBytes(), _scope);
}
