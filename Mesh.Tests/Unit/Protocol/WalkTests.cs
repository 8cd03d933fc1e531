using Mesh.Protocol;
using Mesh.Protocol.Probes;
using Mesh.Tests.Simulation.Virtual;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>Walks from node to node end, whatever the nodes on the way say.</summary>
public sealed class WalkTests
{
    private static readonly PeerId Self = new VirtualKey(0).Peer;
    private static readonly PeerId One = new VirtualKey(1).Peer;
    private static readonly PeerId Two = new VirtualKey(2).Peer;
    private static readonly MessageId Message = new StreamId(Two, 5, RoomId.OfName("lobby")).Message(1);

    [Fact]
    public void Way_to_a_peer_is_asked_of_each_node_named_by_the_one_before()
    {
        Walk walk = Walk.To(Self, Two);
        Assert.Equal(new ProbeCommand(Self, ProbeSubject.Peer, Two.Value), walk.Next);
        walk.OnOutcome(By(One, roundTrip: 12));
        Assert.Equal(new ProbeCommand(One, ProbeSubject.Peer, Two.Value), walk.Next);
        walk.OnOutcome(By(Two));
        walk.OnOutcome(Here());
        Assert.Null(walk.Next);
        Assert.Equal(WalkEnd.Reached, walk.End);
        Assert.Equal([Self, One, Two], walk.Steps.Select(step => step.Peer));
        Assert.Equal([null, TimeSpan.FromMilliseconds(1.2), null], walk.Steps.Select(step => step.Link));
    }

    [Fact]
    public void Way_of_a_message_ends_at_its_author_or_where_it_is_not_remembered()
    {
        Walk walk = Walk.Of(Self, Message);
        walk.OnOutcome(By(One));
        walk.OnOutcome(Here());
        Assert.Equal(WalkEnd.Reached, walk.End);
        Walk forgotten = Walk.Of(Self, Message);
        forgotten.OnOutcome(By(One));
        forgotten.OnOutcome(new ProbeOutcome(ProbeEnd.Answered, default, new EchoBody(1, 1)));
        Assert.Equal((WalkEnd.NotRemembered, 2), (forgotten.End, forgotten.Steps.Count));
    }

    [Fact]
    public void Silent_node_is_asked_twice()
    {
        Walk walk = Walk.To(Self, Two);
        walk.OnOutcome(By(One));
        walk.OnOutcome(new ProbeOutcome(ProbeEnd.TimedOut, default));
        Assert.Equal(One, walk.Next!.Peer);
        walk.OnOutcome(By(Two));
        walk.OnOutcome(new ProbeOutcome(ProbeEnd.TimedOut, default));
        walk.OnOutcome(new ProbeOutcome(ProbeEnd.TimedOut, default));
        Assert.Equal((WalkEnd.TimedOut, Two), (walk.End, walk.Steps[^1].Peer));
    }

    [Fact]
    public void Each_reason_why_a_node_does_not_answer_is_an_end_of_its_own()
    {
        foreach ((ProbeEnd probe, WalkEnd end) in new[] { (ProbeEnd.Gone, WalkEnd.Gone), (ProbeEnd.NoRoute, WalkEnd.NoRoute), (ProbeEnd.TooMany, WalkEnd.TooMany) })
        {
            Walk walk = Walk.To(Self, Two);
            walk.OnOutcome(By(One));
            walk.OnOutcome(new ProbeOutcome(probe, default));
            Assert.Equal((end, null), (walk.End, walk.Next));
        }

        Walk unknown = Walk.To(Self, Two);
        unknown.OnOutcome(new ProbeOutcome(ProbeEnd.Answered, default, new EchoBody(1, 0)));
        Assert.Equal(WalkEnd.NoRoute, unknown.End);
    }

    // Nodes that name each other in a ring, or ever new names, must not be asked for ever.
    [Fact]
    public void Ring_and_endless_row_of_names_end()
    {
        Walk ring = Walk.To(Self, Two);
        ring.OnOutcome(By(One));
        ring.OnOutcome(By(Self));
        Assert.Equal(WalkEnd.Loop, ring.End);

        Walk row = Walk.To(Self, Two);
        int asked = 0;
        for (; row.Next is not null; asked++)
        {
            row.OnOutcome(By(new VirtualKey(100 + asked).Peer));
        }

        Assert.Equal((WalkEnd.Loop, ProtocolLimits.RoutedHopsMax + 1), (row.End, asked));
    }

    // A relay that says to be the destination must not end a trace as if it were reached.
    [Fact]
    public void Node_that_says_to_be_somebody_else_is_no_destination()
    {
        Walk walk = Walk.To(Self, Two);
        walk.OnOutcome(By(One));
        walk.OnOutcome(Here());
        Assert.Equal(WalkEnd.NoRoute, walk.End);
    }

    private static ProbeOutcome By(PeerId neighbour, ushort roundTrip = 0) =>
        new(ProbeEnd.Answered, default, new EchoBody(1, 1) { Finding = EchoFinding.ByNeighbour, Neighbour = neighbour, RoundTrip = roundTrip });

    private static ProbeOutcome Here() => new(ProbeEnd.Answered, default, new EchoBody(1, 1) { Finding = EchoFinding.Here });
}
