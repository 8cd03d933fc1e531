using Mesh.Protocol;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>What is pulled comes as fast as the neighbour acknowledges it, and comes to its end.</summary>
public sealed class PullWindowTests
{
    private const int Messages = 6;

    private static readonly VirtualKey Mallory = new(1);
    private static readonly VirtualKey Alice = new(2);
    private static readonly VirtualKey Bob = new(3);

    [Fact]
    public void Unacknowledged_bytes_stay_within_the_window()
    {
        Victim victim = WithHistory(out _, out LinkId right);
        Pull(victim, right);
        Assert.Equal(2, Pulled(victim, right));
    }

    [Fact]
    public void Acknowledged_pull_comes_to_its_end()
    {
        Victim victim = WithHistory(out _, out LinkId right);
        Pull(victim, right);
        AcknowledgeAll(victim, right);
        Assert.Equal(Messages, Pulled(victim, right));
    }

    [Fact]
    public void Large_fork_proof_before_a_pull_does_not_stop_it()
    {
        Victim victim = WithHistory(out LinkId left, out LinkId right);
        ForkLargely(victim, left);
        Acknowledge(victim, right);
        Pull(victim, right);
        AcknowledgeAll(victim, right);
        Assert.Equal(Messages, Pulled(victim, right));
    }

    [Fact]
    public void Large_fork_proof_within_a_pull_does_not_stop_it()
    {
        Victim victim = WithHistory(out LinkId left, out LinkId right);
        Pull(victim, right);
        ForkLargely(victim, left);
        AcknowledgeAll(victim, right);
        Assert.Equal(Messages, Pulled(victim, right));
    }

    // A neighbour that acknowledges what was never sent must not open the window that protects the link from history.
    [Fact]
    public void Acknowledgement_of_more_than_was_sent_opens_nothing()
    {
        Victim victim = WithHistory(out _, out LinkId right);
        Pull(victim, right);
        victim.Receive(right, new AckRecord(SyncBytes(victim, right) + 1));
        Assert.Equal(2, Pulled(victim, right));
    }

    /// <summary>Several times the first window of one author's messages, and two neighbours.</summary>
    private static Victim WithHistory(out LinkId left, out LinkId right)
    {
        Victim victim = new();
        left = victim.Befriend(Alice);
        right = victim.Befriend(Bob);
        BundleId previous = default;
        for (ulong number = 1; number <= Messages; number++)
        {
            SignedBundle bundle = victim.Bundle(Alice, number, new string('h', 40_000), previous);
            victim.ReceiveBundle(left, bundle, flags: BundleFlags.Sync);
            previous = bundle.Id;
        }

        Assert.Equal(Messages, victim.Shown.Length);
        return victim;
    }

    private static void ForkLargely(Victim victim, LinkId left)
    {
        victim.ReceiveKey(left, Mallory);
        foreach (char text in "yn")
        {
            victim.ReceiveBundle(left, victim.Bundle(Mallory, 1, new string(text, WireLimits.BodyBytesMax)), flags: BundleFlags.Sync);
        }

        Assert.Contains(victim.Outputs, output => output.Kind == MeshOutputKind.Notice && ((ProtocolNotice)output.Body!).Code == "forked-stream");
    }

    private static void Pull(Victim victim, LinkId link) =>
        victim.Receive(link, new PullRecord([new PullRange(new StreamId(Alice.Peer, 5, RoomId.OfName("lobby")), 1, Messages)]));

    private static void AcknowledgeAll(Victim victim, LinkId link)
    {
        for (int i = 0; i < Messages; i++)
        {
            Acknowledge(victim, link);
        }
    }

    /// <summary>Says how many bytes came with the flag sync, whatever they came for, as a node does that cannot tell them apart.</summary>
    private static void Acknowledge(Victim victim, LinkId link) => victim.Receive(link, new AckRecord(SyncBytes(victim, link)));

    private static ulong SyncBytes(Victim victim, LinkId link) => (ulong)victim.Sent.Where(sent => sent.Link == link && IsSync(sent.Record, out _)).Sum(sent => sent.Record.Length);

    private static int Pulled(Victim victim, LinkId link) =>
        victim.Sent.Count(sent => sent.Link == link && IsSync(sent.Record, out SignedBundle bundle) && bundle.Origin == Alice.Peer);

    private static bool IsSync(byte[] record, out SignedBundle bundle)
    {
        bool isBundle = BundleRecord.TryRead(record, out BundleRecord read);
        bundle = read.Bundle;
        return isBundle && read.Flags.HasFlag(BundleFlags.Sync);
    }
}
