using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

public sealed class LivenessTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>A node that pings and one that waits for pings; the lower PeerId pings.</summary>
    public static TheoryData<bool, int, double> Links => new()
    {
        { true, 1, 3.0 },
        { false, 1, 3.0 },
        { true, 436, 4.6 },
        { false, 436, 5.5 },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void Silent_link_is_dead_in_time_whichever_side_pings_and_however_slow_the_answers_were(bool pings, int roundTripMs, double secondsMax)
    {
        Victim victim = new();
        VirtualKey peer = Enumerable.Range(1, 100).Select(number => new VirtualKey(number)).First(key => victim.Key.Peer.CompareTo(key.Peer) < 0 == pings);
        LinkId link = victim.Befriend(peer);
        PingRecord.TryRead(victim.Sent.Last(sent => sent.Kind == RecordKind.Ping).Record, out PingRecord ping);
        victim.Pass(TimeSpan.FromMilliseconds(roundTripMs));
        victim.Receive(link, new PongRecord(ping.Token));
        MeshInstant silent = victim.Now;
        while (victim.ClosedWith(link) is null && victim.Now - silent < TimeSpan.FromSeconds(10))
        {
            victim.Pass(Step);
        }

        Assert.Equal("The peer was silent for too long.", victim.ClosedWith(link));
        Assert.InRange((victim.Now - silent).TotalSeconds, 0.9, secondsMax);
    }
}
