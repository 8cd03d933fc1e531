using Mesh.Protocol;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>Who is dialled, and when.</summary>
public sealed class CandidateTests
{
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(5);

    // A node that walked away from its neighbours came to nobody any more: its dials to those left behind took every place (found by the simulator, ns3-flood-100, seed 1).
    [Fact]
    public void Those_left_behind_do_not_keep_a_newcomer_waiting()
    {
        Victim victim = new();
        for (int i = 0; i < 20; i++)
        {
            See(victim, i);
            victim.Pass(TimeSpan.FromMilliseconds(10));
        }

        for (int round = 0; round < 20; round++)
        {
            FailDials(victim);
            victim.Pass(TimeSpan.FromSeconds(1));
        }

        victim.Outputs.Clear();
        See(victim, 100);

        Assert.Contains(victim.Outputs, output => output.Kind == MeshOutputKind.Dial && output.Peer == PeerOf(100));
    }

    [Fact]
    public void Whoever_has_been_due_for_longest_is_tried_again_first()
    {
        Victim victim = new();
        for (int i = 0; i < 20; i++)
        {
            See(victim, i);
        }

        HashSet<PeerId> dialled = [];
        for (int round = 0; round < 40; round++)
        {
            dialled.UnionWith(victim.Outputs.Where(output => output.Kind == MeshOutputKind.Dial).Select(output => output.Peer));
            FailDials(victim);
            victim.Pass(DialLimit);
        }

        Assert.Equal(20, dialled.Count);
    }

    [Fact]
    public void At_most_four_dials_go_to_those_who_do_not_answer()
    {
        Victim victim = new();
        for (int i = 0; i < 20; i++)
        {
            See(victim, i);
        }

        for (int round = 0; round < 10; round++)
        {
            FailDials(victim);
        }

        victim.Outputs.Clear();
        victim.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(ProtocolLimits.RetriesAtOnceMax, victim.Outputs.Count(output => output.Kind == MeshOutputKind.Dial));
    }

    private static PeerId PeerOf(int number) => new(new Id128(7, (ulong)number));

    private static void See(Victim victim, int number)
    {
        CandidateAddress address = new(new Id128(0, 0x0B000000UL + (ulong)number), true, 6374, 0, null);
        victim.Do(new MeshInput(MeshInputKind.CandidateSeen, Body: new CandidateFacts(PeerOf(number), address, IsFresh: true)));
    }

    /// <summary>Every dial asked for so far fails.</summary>
    private static void FailDials(Victim victim)
    {
        MeshOutput[] dials = [.. victim.Outputs.Where(output => output.Kind == MeshOutputKind.Dial)];
        victim.Outputs.Clear();
        foreach (MeshOutput dial in dials)
        {
            victim.Do(new MeshInput(MeshInputKind.DialFailed, Number: dial.Number, Body: DialFailure.Unreachable));
        }
    }
}
