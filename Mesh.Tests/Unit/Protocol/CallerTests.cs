using Mesh.Protocol;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>A caller among neighbours and callees that lie, vanish or stay silent. Every call ends; the comment says what would be gained.</summary>
public sealed class CallerTests
{
    private static readonly VirtualKey Mallory = new(1);
    private static readonly VirtualKey Bob = new(3);
    private static readonly VirtualKey Carol = new(4);

    [Fact]
    public void Only_the_callee_s_own_run_answers_a_call()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceivePresence(link, Bob, 1, RealmMoves.Offer());
        victim.MakeCall(7);
        (PeerId to, CallBody call) = Assert.Single(victim.Calls());
        Assert.Equal((Bob.Peer, 5ul, 1ul, RealmMoves.Procedure), (to, call.Boot, call.Heard, call.Procedure));

        byte[] result = new AnswerBody(AnswerKind.Outcome, call.Number).Encode();
        victim.ReceiveRouted(hostile, victim.Private(Mallory, victim.Key.Peer, 1, (byte)AnswerKind.Outcome, result));
        victim.ReceiveRouted(link, victim.Sign(Bob, new BundleCore(RoomId.OfPeer(victim.Key.Peer), 1, default, ServiceClass.Private, [new CoreMessage(1, [], (byte)AnswerKind.Outcome, result)]), incarnation: 6));
        victim.ReceiveRouted(link, victim.Private(Bob, victim.Key.Peer, 1, (byte)AnswerKind.Outcome, new AnswerBody(AnswerKind.Outcome, call.Number + 1).Encode()));
        Assert.Empty(victim.Ended());
        victim.ReceiveRouted(link, victim.Private(Bob, victim.Key.Peer, 2, (byte)AnswerKind.Outcome, result));
        victim.ReceiveRouted(link, victim.Private(Bob, victim.Key.Peer, 3, (byte)AnswerKind.Outcome, result));
        Assert.Equal(7, Assert.Single(victim.Ended()).Token);
    }

    [Fact]
    public void Beyond_its_limit_of_open_calls_a_call_fails_at_once_and_places_come_back()
    {
        Victim victim = new();
        for (int token = 1; token <= ProtocolLimits.CallsMax + 1; token++)
        {
            victim.MakeCall(token);
        }

        (long token1, AnswerBody answer) = Assert.Single(victim.Ended());
        Assert.Equal((ProtocolLimits.CallsMax + 1, CallFailure.NoRoute), (token1, answer.Failure));
        victim.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ProtocolLimits.CallsMax + 1, victim.Ended().Length);
        Assert.Equal(ProtocolLimits.CallsMax, victim.Ended().Count(end => end.Answer.Failure == CallFailure.NoSuchProcedure));
        victim.MakeCall(9_999);
        Assert.Equal(ProtocolLimits.CallsMax + 1, victim.Ended().Length);
    }

    // Names cost nothing: whoever offers everything under a hundred of them must not keep a call going round for ever.
    [Fact]
    public void Liars_that_offer_what_they_refuse_are_tried_sixteen_times()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        VirtualKey[] liars = [.. Enumerable.Range(0, 100).Select(i => new VirtualKey(200 + i))];
        foreach (VirtualKey liar in liars)
        {
            victim.ReceivePresence(link, liar, 1, RealmMoves.Offer());
        }

        victim.MakeCall(1);
        for (int i = 0; i < 100 && victim.Ended().Length == 0; i++)
        {
            (PeerId to, CallBody call) = victim.Calls()[^1];
            VirtualKey liar = Array.Find(liars, key => key.Peer == to)!;
            victim.ReceiveRouted(link, victim.Private(liar, victim.Key.Peer, 1, (byte)AnswerKind.Error, new AnswerBody(AnswerKind.Error, call.Number, CallFailure.NoSuchProcedure).Encode()));
        }

        Assert.Equal(CallFailure.NoSuchProcedure, Assert.Single(victim.Ended()).Answer.Failure);
        Assert.Equal(ProtocolLimits.CalleesTriedMax, victim.Calls().Select(call => call.To).Distinct().Count());
    }

    // A callee that says "never had it" again and again must not make a call look as if it were not on its way.
    [Fact]
    public void Word_that_an_attempt_led_nowhere_counts_for_that_attempt_alone_and_once()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        LinkId other = victim.Befriend(Carol);
        victim.ReceivePresence(link, Bob, 1, RealmMoves.Offer());
        victim.ReceivePresence(other, Carol, 1, RealmMoves.Offer());
        victim.MakeCall(1);
        (LinkId Link, RoutedRecord Record, BundleCore Core) first = victim.OwnRouted()[0];
        ulong shortId = first.Record.Bundle.Id.Short;
        VirtualKey callee = first.Core.Room == RoomId.OfPeer(Bob.Peer) ? Bob : Carol;
        for (byte attempt = 0; attempt <= 20; attempt++)
        {
            victim.Receive(first.Link, new NoRouteRecord(shortId, 1));
            victim.Receive(first.Link, new NoRouteRecord(shortId, attempt));
        }

        // A broadcast is on its way by now, and nobody can say of it that it led nowhere.
        Assert.Contains(victim.OwnRouted(), sent => sent.Record.IsBroadcast);
        victim.ReceivePresence(first.Link, callee, 2, Interest.None, isLeaving: true);
        Assert.Equal(CallFailure.OutcomeUnknown, Assert.Single(victim.Ended()).Answer.Failure);
        Assert.Single(victim.Calls());
    }

    [Fact]
    public void Call_that_led_nowhere_for_certain_goes_to_somebody_else()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.Befriend(Carol);
        victim.ReceivePresence(link, Bob, 1, RealmMoves.Offer(), hops: 2);
        victim.MakeCall(1);
        victim.MakeCall(2);
        victim.Receive(link, new NoRouteRecord(victim.OwnRouted()[0].Record.Bundle.Id.Short, 1));
        victim.Receive(link, new NoRouteRecord(victim.OwnRouted()[1].Record.Bundle.Id.Short, 1));
        victim.ReceivePresence(link, new VirtualKey(9), 1, RealmMoves.Offer());
        victim.ReceivePresence(link, Bob, 2, Interest.None, isLeaving: true);

        // The first was broadcast, which one of the two might; the second never left.
        Assert.Equal((1, CallFailure.OutcomeUnknown), (victim.Ended().Single().Token, victim.Ended()[0].Answer.Failure));
        Assert.Equal(new VirtualKey(9).Peer, victim.Calls()[^1].To);
    }

    [Fact]
    public void Silent_callee_is_given_up_after_three_seconds()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        victim.ReceivePresence(link, Bob, 1, RealmMoves.Offer());
        victim.MakeCall(1);
        victim.PassAlive(TimeSpan.FromSeconds(2.5), link);
        Assert.Empty(victim.Ended());
        victim.PassAlive(TimeSpan.FromSeconds(3), link);
        Assert.Equal(CallFailure.OutcomeUnknown, Assert.Single(victim.Ended()).Answer.Failure);
        Assert.Single(victim.Calls());
    }

    [Fact]
    public void Silent_idempotent_callee_is_given_up_for_the_next()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        LinkId other = victim.Befriend(Carol);
        victim.ReceivePresence(link, Bob, 1, RealmMoves.Offer(isIdempotent: true));
        victim.ReceivePresence(other, Carol, 1, RealmMoves.Offer(isIdempotent: true));
        victim.MakeCall(1);
        victim.PassAlive(TimeSpan.FromSeconds(6), link, other);
        Assert.Equal(new[] { Bob.Peer, Carol.Peer }.Order(), victim.Calls().Select(call => call.To).Order());
        victim.PassAlive(TimeSpan.FromSeconds(6), link, other);
        Assert.Equal(CallFailure.OutcomeUnknown, Assert.Single(victim.Ended()).Answer.Failure);
    }

    [Fact]
    public void Acknowledged_call_is_asked_for_ever_more_rarely_and_ends_with_its_callee_s_run()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        victim.ReceivePresence(link, Bob, 1, RealmMoves.Offer());
        victim.MakeCall(1);
        CallBody call = victim.Calls()[0].Body;
        victim.ReceiveRouted(link, victim.Private(Bob, victim.Key.Peer, 1, (byte)AnswerKind.Ack, new AnswerBody(AnswerKind.Ack, call.Number).Encode()));
        victim.PassAlive(TimeSpan.FromMinutes(5), link);
        Assert.Empty(victim.Ended());
        Assert.InRange(victim.OwnRouted().Length, 10, 15);
        Assert.Single(victim.Calls());

        victim.ReceivePresence(link, Bob, 1_000, RealmMoves.Offer(), incarnation: 6);
        Assert.Equal(CallFailure.OutcomeUnknown, Assert.Single(victim.Ended()).Answer.Failure);
    }

    [Fact]
    public void Call_whose_time_is_over_is_cancelled_at_its_callee()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        victim.ReceivePresence(link, Bob, 1, RealmMoves.Offer());
        victim.MakeCall(1, timeout: 1_000);
        CallBody call = victim.Calls()[0].Body;
        victim.PassAlive(TimeSpan.FromSeconds(2), link);
        Assert.Equal(CallFailure.TimedOut, Assert.Single(victim.Ended()).Answer.Failure);
        Assert.Contains(victim.OwnRouted().SelectMany(sent => sent.Core.Messages), message => message.Kind == CancelBody.MessageKind && CancelBody.Read(message.Body) == call.Number);
    }
}
