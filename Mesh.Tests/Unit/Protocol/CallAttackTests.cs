using Mesh.Protocol;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>A callee under attack. Nothing is ever executed twice, and nothing that callers do fills the node; the comment says what would be gained.</summary>
public sealed class CallAttackTests
{
    private static readonly VirtualKey Mallory = new(1);
    private static readonly VirtualKey Alice = new(2);

    [Fact]
    public void Call_that_comes_again_while_it_is_executed_is_acknowledged_and_not_executed_again()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        SignedBundle call = victim.Call(Alice, 1);
        for (byte attempt = 1; attempt <= 3; attempt++)
        {
            victim.ReceiveRouted(link, call, attempt);
        }

        victim.ReceiveRouted(link, call, attempt: 4, isBroadcast: true);
        victim.ReceiveRouted(link, victim.Call(Alice, 1, first: 2));
        Assert.Single(victim.Invoked());
        Assert.Equal(Enumerable.Repeat(new AnswerBody(AnswerKind.Ack, 1), 4), victim.Answers());
    }

    [Fact]
    public void Call_that_comes_again_after_its_answer_gets_the_same_answer()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        SignedBundle call = victim.Call(Alice, 1);
        victim.ReceiveRouted(link, call);
        victim.Answer(victim.Invoked()[0]);
        victim.ReceiveRouted(link, call, attempt: 2);
        (LinkId Link, RoutedRecord Record, BundleCore Core)[] sent = victim.OwnRouted();
        Assert.Equal([1, 2], sent.Select(answer => (int)answer.Record.Attempt));
        Assert.Single(sent.Select(answer => answer.Record.Bundle.Id).Distinct());
        Assert.Single(victim.Invoked());
    }

    // What was executed and forgotten must not look like new.
    [Fact]
    public void Call_that_comes_again_after_its_answer_was_forgotten_is_not_executed()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        SignedBundle call = victim.Call(Alice, 1);
        victim.ReceiveRouted(link, call);
        victim.Answer(victim.Invoked()[0]);
        victim.PassAlive(ProtocolLimits.AnswerLife + TimeSpan.FromSeconds(1), link);
        victim.ReceiveRouted(link, call, attempt: 2);
        Assert.Single(victim.Invoked());
        Assert.Equal(CallFailure.OutcomeUnknown, victim.Answers()[^1].Failure);
    }

    // A recorded call, sent again when nothing at all is known of its caller any more.
    [Fact]
    public void Call_that_comes_again_after_its_caller_was_forgotten_is_not_executed()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        victim.PassAlive(TimeSpan.FromSeconds(1), link);
        SignedBundle call = victim.Call(Alice, 1, heard: 1);
        victim.ReceiveRouted(link, call);
        victim.Answer(victim.Invoked()[0]);
        victim.Do(new MeshInput(MeshInputKind.LinkDown, link));
        victim.Pass(ProtocolLimits.StreamLife + TimeSpan.FromHours(2));

        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceiveKey(hostile, Alice);
        victim.ReceiveRouted(hostile, call, attempt: 2);
        victim.ReceiveRouted(hostile, call, attempt: 3);
        Assert.Single(victim.Invoked());
        Assert.Equal(CallFailure.OutcomeUnknown, victim.Answers()[^1].Failure);

        victim.ReceiveRouted(hostile, victim.Call(Mallory, 1, heard: 1_000));
        Assert.Equal(2, victim.Invoked().Length);
    }

    [Fact]
    public void Call_for_another_run_or_from_a_time_to_come_is_refused()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        victim.ReceiveRouted(link, victim.Call(Alice, 1, boot: victim.Machine.Incarnation + 1));
        victim.ReceiveRouted(link, victim.Call(Alice, 2, heard: 1_000_000));
        Assert.Empty(victim.Invoked());
        Assert.Equal([CallFailure.Stale, CallFailure.OutcomeUnknown], victim.Answers().Select(answer => answer.Failure));
    }

    // Nobody ends another's call, and nobody gains by ending what is not there.
    [Fact]
    public void Cancellations_count_for_the_caller_s_own_running_calls_alone()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceiveRouted(link, victim.Call(Alice, 1));
        victim.ReceiveRouted(hostile, victim.Private(Mallory, victim.Key.Peer, 1, CancelBody.MessageKind, CancelBody.Encode(1), CancelBody.Encode(ulong.MaxValue)));
        victim.ReceiveRouted(link, victim.Private(Alice, victim.Key.Peer, 2, CancelBody.MessageKind, CancelBody.Encode(7)));
        Assert.DoesNotContain(victim.Outputs, output => output.Kind == MeshOutputKind.InvocationCancelled);
        victim.ReceiveRouted(link, victim.Private(Alice, victim.Key.Peer, 3, CancelBody.MessageKind, CancelBody.Encode(1)));
        Assert.Contains(victim.Outputs, output => output.Kind == MeshOutputKind.InvocationCancelled);
        victim.Answer(victim.Invoked()[0]);
        victim.Outputs.Clear();
        victim.ReceiveRouted(link, victim.Private(Alice, victim.Key.Peer, 4, CancelBody.MessageKind, CancelBody.Encode(1)));
        Assert.DoesNotContain(victim.Outputs, output => output.Kind == MeshOutputKind.InvocationCancelled);
    }

    [Fact]
    public void Beyond_its_limit_of_calls_at_once_the_node_is_busy_until_one_is_answered()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        for (ulong i = 1; i <= ProtocolLimits.InvocationsMax + 1; i++)
        {
            victim.ReceiveRouted(link, victim.Call(Alice, i));
        }

        Assert.Equal(ProtocolLimits.InvocationsMax, victim.Invoked().Length);
        victim.PassAlive(TimeSpan.FromSeconds(3), link);
        Assert.Single(victim.Answers(), answer => answer.Failure == CallFailure.Busy);
        victim.Answer(victim.Invoked()[0]);
        victim.ReceiveRouted(link, victim.Call(Alice, 5_000, first: ProtocolLimits.InvocationsMax + 2));
        Assert.Equal(ProtocolLimits.InvocationsMax + 1, victim.Invoked().Length);
    }

    [Theory]
    [InlineData(0, ProtocolLimits.AnswersMax + 1)]
    [InlineData(63_000, 140)]
    public void Beyond_its_limit_of_answers_the_oldest_is_forgotten_and_its_call_not_executed_again(int bytes, int calls)
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        SignedBundle first = victim.Call(Alice, 1);
        victim.ReceiveRouted(link, first);
        victim.Answer(1, bytes);
        victim.ReceiveRouted(link, first, attempt: 2);
        Assert.DoesNotContain(victim.Answers(), answer => answer.Kind == AnswerKind.Error);
        for (ulong i = 2; i <= (ulong)calls; i++)
        {
            victim.ReceiveRouted(link, victim.Call(Alice, i));
            victim.Answer((long)i, bytes);
            victim.PassAlive(TimeSpan.FromMilliseconds(10), link);
        }

        victim.ReceiveRouted(link, victim.Call(Alice, (ulong)calls + 1));
        victim.ReceiveRouted(link, first, attempt: 3);
        victim.PassAlive(TimeSpan.FromSeconds(1), link);
        Assert.Equal(calls + 1, victim.Invoked().Length);
        Assert.Equal((1ul, CallFailure.OutcomeUnknown), victim.Answers().Where(answer => answer.Kind == AnswerKind.Error).Select(answer => (answer.Number, answer.Failure)).Single());
    }

    // Each caller makes the node write to it; a thousand keys are drawn in a moment.
    [Fact]
    public void Callers_without_end_are_forgotten_and_no_number_is_signed_twice()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        for (int i = 0; i <= ProtocolLimits.RoutedStreamsMax + 50; i++)
        {
            Ask(victim, link, i, number: 1);
        }

        Ask(victim, link, 0, number: 2);
        Ask(victim, link, 0, number: 3);
        BundleCore[] cores = [.. victim.OwnRouted().Select(sent => sent.Core)];
        Assert.Equal(ProtocolLimits.RoutedStreamsMax + 53, cores.Length);
        Assert.Equal(cores.Length, cores.Select(core => (core.Room, core.First)).Distinct().Count());
        Assert.Equal([1ul, 2, 3], cores.Where(core => core.Room == RoomId.OfPeer(new VirtualKey(100_000).Peer)).Select(core => core.First));
    }

    // What strangers ask must not keep the node from speaking itself.
    [Fact]
    public void Flood_of_calls_that_are_refused_leaves_room_for_own_events()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        for (int i = 0; i < 100; i++)
        {
            byte[][] calls = [.. Enumerable.Range(1, 255).Select(n => RealmMoves.CallOf(victim, (ulong)((i * 255) + n), boot: 1))];
            victim.ReceiveRouted(link, victim.Private(Mallory, victim.Key.Peer, (ulong)(i * 255) + 1, CallBody.MessageKind, calls));
        }

        victim.Outputs.Clear();
        victim.Do(new MeshInput(MeshInputKind.PublishEvent, Body: new EventCommand(Interest.OfTopic(RealmMoves.Topic), new byte[] { 1 })));
        Assert.Equal(0, victim.Count(TraceKind.Rejected));
        victim.PassAlive(TimeSpan.FromSeconds(3), link);
        Assert.Contains(victim.Sent, sent => sent.Kind == RecordKind.Bundle && BundleRecord.TryRead(sent.Record, out BundleRecord record)
            && BundleCore.TryRead(record.Bundle.Core, out BundleCore core) && core.Room == RoomId.Topics);
        Assert.InRange(victim.Answers().Length, ProtocolLimits.CourtesiesMax, 2 * ProtocolLimits.CourtesiesMax + (32 * 255));
    }

    // The signature is the author's, and the neighbour only carried it: nobody is cut off for what it could not see.
    [Theory]
    [InlineData(CallBody.MessageKind)]
    [InlineData((byte)AnswerKind.Ack)]
    [InlineData((byte)AnswerKind.Progress)]
    [InlineData((byte)AnswerKind.Outcome)]
    [InlineData((byte)AnswerKind.Error)]
    [InlineData(CancelBody.MessageKind)]
    [InlineData((byte)0)]
    [InlineData((byte)255)]
    public void Malformed_body_does_nothing_and_is_nobody_s_fault(byte kind)
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        byte[][] bodies = [[], [0xC1], [0x90], [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0x98, 1, 1, 1], [.. RealmMoves.CallOf(victim, 1), 0], [0x91, 0xA1, 0xFF]];
        victim.ReceiveRouted(link, victim.Private(Mallory, victim.Key.Peer, 1, kind, bodies));
        Assert.Empty(victim.Invoked());
        Assert.Empty(victim.OwnRouted());
        Assert.Equal(0, victim.Count(TraceKind.Rejected));
        victim.ReceiveRouted(link, victim.Call(Mallory, 8));
        Assert.Single(victim.Invoked());
    }

    private static void Ask(Victim victim, LinkId link, int stranger, ulong number)
    {
        VirtualKey caller = new(100_000 + stranger);
        victim.ReceiveKey(link, caller);
        victim.ReceiveRouted(link, victim.Call(caller, number, boot: 1));
        victim.PassAlive(TimeSpan.FromMilliseconds(2), link);
    }
}
