using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Faults;

/// <summary>A medium that can be disturbed: frames of some nodes take longer, or more packets of theirs are lost and sent again.</summary>
internal sealed class Weather : IMedium
{
    /// <summary>Bytes in a packet: Ethernet's 1,500 without IPv6 and TCP with time stamps.</summary>
    private const int PacketBytes = 1428;

    private static readonly TimeSpan FirstRetransmission = TimeSpan.FromMilliseconds(200);

    private readonly IMedium _inner;
    private readonly MeshRandom _random;
    private readonly List<Disturbance> _present = [];

    /// <summary>Makes it around a medium.</summary>
    public Weather(IMedium inner, MeshRandom random)
    {
        _inner = inner;
        _random = random;
    }

    /// <inheritdoc/>
    public double AirtimeSeconds => _inner.AirtimeSeconds;

    /// <summary>Adds a disturbance.</summary>
    public void Add(Disturbance disturbance) => _present.Add(disturbance);

    /// <summary>Takes it away again.</summary>
    public void Remove(Disturbance disturbance) => _present.Remove(disturbance);

    /// <inheritdoc/>
    public MeshInstant Carry(int from, int to, int bytes, MeshInstant now)
    {
        MeshInstant arrival = _inner.Carry(from, to, bytes, now);
        foreach (Disturbance disturbance in _present)
        {
            if (disturbance.Nodes.Contains(from) || disturbance.Nodes.Contains(to))
            {
                arrival += Draws.Time(_random, disturbance.By) + Repeats(disturbance.Loss, bytes);
            }
        }

        return arrival;
    }

    /// <summary>How long retransmissions hold up a frame: the packet that needs most of them, each wait twice the one before.</summary>
    private TimeSpan Repeats(double loss, int bytes)
    {
        const int RepeatsMax = 6;
        if (loss <= 0)
        {
            return TimeSpan.Zero;
        }

        int most = 0;
        for (int packet = 0; packet * PacketBytes < bytes; packet++)
        {
            int repeats = 0;
            while (repeats < RepeatsMax && Draws.Chance(_random, loss))
            {
                repeats++;
            }

            most = Math.Max(most, repeats);
        }

        return FirstRetransmission * ((1 << most) - 1);
    }

    /// <summary>What is wrong with the frames of some nodes.</summary>
    /// <param name="Nodes">Whose frames, either way.</param>
    /// <param name="By">How much longer each takes, seconds.</param>
    /// <param name="Loss">Share of packets lost beyond what the medium loses.</param>
    internal sealed record Disturbance(IReadOnlySet<int> Nodes, Bounds By, double Loss);
}
