using System.Net;
using Mesh.Discovery;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Unit.Discovery;

/// <summary>One cable in virtual time: what an engine multicasts reaches every engine, its sender too, one millisecond later.</summary>
internal sealed class MdnsLan
{
    private static readonly TimeSpan Flight = TimeSpan.FromMilliseconds(1);

    private readonly PriorityQueue<(Station To, MdnsLanPacket Packet), (long At, int Sequence)> _flying = new();
    private readonly List<Station> _stations = [];
    private int _sequence;

    public MeshInstant Now { get; private set; } = new(1_000_000);

    /// <summary>Everything that was sent, in order.</summary>
    public List<MdnsLanPacket> Wire { get; } = [];

    /// <summary>Which packets are lost on the way to which station; none by default.</summary>
    public Func<MdnsLanPacket, Station, bool> Loses { get; set; } = (_, _) => false;

    public static PeerId Id(int number) => PeerId.Read(Digest.Of(BitConverter.GetBytes(number)).ToArray());

    public static InterfaceSnapshot Cable(int number, bool ipv4 = true, bool ipv6 = true, string name = "eth0", int index = 2)
    {
        List<InterfaceAddress> addresses = [];
        if (ipv4)
        {
            addresses.Add(new InterfaceAddress(new IPAddress([169, 254, 7, (byte)number]), 16));
        }

        if (ipv6)
        {
            addresses.Add(new InterfaceAddress(new IPAddress(IPAddress.Parse($"fe80::{number:x}").GetAddressBytes(), index), 64));
        }

        return new InterfaceSnapshot(name, index, false, true, addresses, []);
    }

    public Station Add(int number, string? name = null, bool ipv4 = true, bool ipv6 = true, int? identity = null)
    {
        var announcement = new PeerAnnouncement(Id(identity ?? number), name ?? $"node {number}", 6000 + number, "00112233aabbccdd", 1, 2);
        var station = new Station(number, new MdnsEngine(announcement, new MeshRandom((ulong)number)));
        _stations.Add(station);
        SetInterfaces(station, Cable(number, ipv4, ipv6));
        return station;
    }

    public void SetInterfaces(Station station, params InterfaceSnapshot[] interfaces)
    {
        station.Interfaces = interfaces;
        station.Engine.OnInterfaces(interfaces, Now, station.Outbox);
        Flush(station);
    }

    public void Close(Station station)
    {
        station.Engine.Close(station.Outbox);
        Flush(station);
        Kill(station);
    }

    public void Kill(Station station) => _stations.Remove(station);

    /// <summary>Hands bytes to one station as if a stranger had sent them.</summary>
    public void Inject(Station to, byte[] bytes, IPEndPoint? source = null, bool multicast = true)
    {
        source ??= new IPEndPoint(IPAddress.Parse("169.254.9.9"), MdnsLimits.Port);
        bool ipv6 = source.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        to.Engine.OnDatagram(new SegmentId(2, ipv6), source, multicast, bytes, Now, to.Outbox);
        Flush(to);
    }

    public void Run(TimeSpan time)
    {
        MeshInstant end = Now + time;
        while (true)
        {
            MeshInstant next = _stations.Aggregate(MeshInstant.Never, (least, station) => MeshInstant.Min(least, station.Engine.NextDeadline));
            bool arrives = _flying.TryPeek(out _, out (long At, int Sequence) first) && first.At <= next.Microseconds;
            next = arrives ? new MeshInstant(first.At) : next;
            if (next > end)
            {
                Now = end;
                return;
            }

            Now = next > Now ? next : Now;
            if (arrives)
            {
                Deliver();
                continue;
            }

            foreach (Station station in _stations.ToArray())
            {
                station.Engine.HandleDeadline(Now, station.Outbox);
                Flush(station);
            }
        }
    }

    private void Deliver()
    {
        (Station to, MdnsLanPacket packet) = _flying.Dequeue();
        if (_stations.Contains(to) && (to == packet.From || !Loses(packet, to)))
        {
            to.Engine.OnDatagram(packet.Segment, packet.Source, packet.Unicast is null, packet.Bytes, Now, to.Outbox);
            Flush(to);
        }
    }

    private void Flush(Station station)
    {
        station.Sightings.AddRange(station.Outbox.Sightings.Select(sighting => (Now, sighting)));
        foreach (MdnsTransmission transmission in station.Outbox.Transmissions)
        {
            IPAddress source = station.Interfaces.Single(entry => entry.Index == transmission.Segment.InterfaceIndex).Family(transmission.Segment.IPv6).First();
            Assert.True(DnsMessageReader.TryRead(transmission.Bytes, out DnsMessage? message));
            var packet = new MdnsLanPacket(Now, station, transmission.Segment, new IPEndPoint(source, MdnsLimits.Port), transmission.Unicast, transmission.Bytes, message);
            Wire.Add(packet);
            foreach (Station to in _stations.Where(to => transmission.Unicast is null || to.Interfaces.Any(entry => entry.Owns(transmission.Unicast.Address))))
            {
                _flying.Enqueue((to, packet), ((Now + Flight).Microseconds, _sequence++));
            }
        }

        station.Outbox.Clear();
    }
}
