using Mesh.Protocol;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Topics;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>What neighbours do to a victim with presence, events, routed bundles and calls, and what it says in return.</summary>
internal static class RealmMoves
{
    public const string Topic = "tick";
    public const string Procedure = "fire";

    public static SignedBundle Sign(this Victim victim, VirtualKey author, BundleCore core, ulong incarnation = 5, bool isForged = false)
    {
        byte[] encoded = core.Encode();
        byte[] signature = author.Sign(SignedBundle.SignedBytes(SignatureSuite.P256, victim.NetworkHash, author.Peer, incarnation, encoded));
        signature[0] ^= isForged ? (byte)1 : (byte)0;
        return new SignedBundle(SignatureSuite.P256, author.Peer, incarnation, encoded, signature);
    }

    /// <summary>A bundle of events, each of which says its number in the stream.</summary>
    public static SignedBundle Events(this Victim victim, VirtualKey author, ulong first, int count = 1, int bytes = 1, ulong? hlc = null)
    {
        CoreMessage[] messages = [.. Enumerable.Range(0, count).Select(i =>
            new CoreMessage(hlc ?? (first + (ulong)i), [], TopicDesk.MessageKind, new EventBody(Topic, first + (ulong)i, 0, new byte[bytes]).Encode()))];
        return victim.Sign(author, new BundleCore(RoomId.Topics, first, default, ServiceClass.Ephemeral, messages));
    }

    /// <summary>A bundle that is routed to <paramref name="to"/>.</summary>
    public static SignedBundle Private(this Victim victim, VirtualKey author, PeerId to, ulong first, byte kind, params byte[][] bodies)
    {
        CoreMessage[] messages = [.. bodies.Select((body, i) => new CoreMessage(first + (ulong)i, [], kind, body))];
        return victim.Sign(author, new BundleCore(RoomId.OfPeer(to), first, default, ServiceClass.Private, messages));
    }

    /// <summary>A bundle with one call of the victim.</summary>
    public static SignedBundle Call(this Victim victim, VirtualKey caller, ulong number, ulong? boot = null, ulong heard = 0, ulong? first = null) =>
        victim.Private(caller, victim.Key.Peer, first ?? number, CallBody.MessageKind, CallOf(victim, number, boot, heard));

    public static byte[] CallOf(Victim victim, ulong number, ulong? boot = null, ulong heard = 0) =>
        new CallBody(boot ?? victim.Machine.Incarnation, heard, number, Procedure, 0, false, 0, ReadOnlyMemory<byte>.Empty).Encode();

    public static void ReceiveRouted(this Victim victim, LinkId link, SignedBundle bundle, byte attempt = 1, bool isBroadcast = false, byte hops = 0) =>
        victim.Receive(link, new RoutedRecord(attempt, isBroadcast, hops, bundle));

    public static void ReceivePresence(this Victim victim, LinkId link, VirtualKey author, ulong sequence, Interest interest, ulong incarnation = 5, bool isLeaving = false, byte hops = 0, BundleFlags flags = BundleFlags.None)
    {
        byte[] body = new PresenceBody("somebody", [], isLeaving, 30, [], interest).Encode();
        BundleCore core = new(RoomId.Presence, sequence, default, ServiceClass.Ephemeral, [new CoreMessage(sequence, [], PresenceBody.MessageKind, body)]);
        victim.ReceiveKey(link, author);
        victim.ReceiveBundle(link, victim.Sign(author, core, incarnation), hops, flags);
    }

    /// <summary>What offers the procedure of these tests.</summary>
    public static Interest Offer(bool isIdempotent = false) => new([], false, [Interest.OfProcedure(Procedure) | (isIdempotent ? Interest.Idempotent : 0)], false);

    /// <summary>The victim subscribes to every event.</summary>
    public static void Subscribe(this Victim victim) => victim.Do(new MeshInput(MeshInputKind.Interest, Body: Interest.None with { WantsAll = true }));

    public static void MakeCall(this Victim victim, long token, ulong timeout = 0) =>
        victim.Do(new MeshInput(MeshInputKind.Call, Number: token, Body: new CallCommand(Procedure, timeout, false, 0, ReadOnlyMemory<byte>.Empty)));

    public static void Answer(this Victim victim, long invocation, int bytes = 0) =>
        victim.Do(new MeshInput(MeshInputKind.Answer, Number: invocation, Body: new AnswerBody(AnswerKind.Outcome, 0, Payload: new byte[bytes])));

    public static long[] Invoked(this Victim victim) => [.. victim.Outputs.Where(output => output.Kind == MeshOutputKind.Invoke).Select(output => output.Number)];

    /// <summary>The numbers of the events handed out.</summary>
    public static ulong[] EventsSeen(this Victim victim) => [.. victim.Outputs.Where(output => output.Kind == MeshOutputKind.Events)
        .SelectMany(output => ((EventDelivery)output.Body!).Bodies)
        .Select(body => EventBody.Read(body)!.Publication)];

    public static long EventsLost(this Victim victim) => victim.Outputs.Where(output => output.Kind == MeshOutputKind.EventsLost).Sum(output => output.Number);

    /// <summary>How own calls ended.</summary>
    public static (long Token, AnswerBody Answer)[] Ended(this Victim victim) => [.. victim.Outputs.Where(output => output.Kind == MeshOutputKind.CallAnswered)
        .Select(output => (output.Number, (AnswerBody)output.Body!))];

    /// <summary>Routed bundles of the victim itself.</summary>
    public static (LinkId Link, RoutedRecord Record, BundleCore Core)[] OwnRouted(this Victim victim) =>
        [.. Routed(victim).Where(sent => sent.Record.Bundle.Origin == victim.Key.Peer)];

    /// <summary>Routed bundles of others that the victim passed on.</summary>
    public static (LinkId Link, RoutedRecord Record, BundleCore Core)[] PassedOn(this Victim victim) =>
        [.. Routed(victim).Where(sent => sent.Record.Bundle.Origin != victim.Key.Peer)];

    /// <summary>What the victim answered to callers, in order.</summary>
    public static AnswerBody[] Answers(this Victim victim) => [.. victim.OwnRouted()
        .SelectMany(sent => sent.Core.Messages)
        .Select(message => AnswerBody.Read(message.Kind, message.Body))
        .OfType<AnswerBody>()];

    /// <summary>Calls that the victim sent, each once however many attempts it took.</summary>
    public static (PeerId To, CallBody Body)[] Calls(this Victim victim) => [.. victim.OwnRouted()
        .DistinctBy(sent => sent.Record.Bundle.Id)
        .SelectMany(sent => sent.Core.Messages.Where(message => message.Kind == CallBody.MessageKind).Select(message => (new PeerId(sent.Core.Room.Value), CallBody.Read(message.Body)!)))];

    public static NoRouteRecord[] NoRoutes(this Victim victim, LinkId link) =>
        [.. victim.Sent.Where(sent => sent.Link == link && sent.Kind == RecordKind.NoRoute).Select(sent => NoRouteRecord.TryRead(sent.Record, out NoRouteRecord record) ? record : default)];

    /// <summary>Time passes in which the links show signs of life.</summary>
    public static void PassAlive(this Victim victim, TimeSpan time, params LinkId[] links)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(250);
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += step)
        {
            victim.Pass(step < time - passed ? step : time - passed);
            foreach (LinkId link in links)
            {
                victim.Do(new MeshInput(MeshInputKind.BytesReceived, link));
            }
        }
    }

    private static IEnumerable<(LinkId Link, RoutedRecord Record, BundleCore Core)> Routed(Victim victim)
    {
        foreach ((LinkId link, RecordKind kind, byte[] bytes) in victim.Sent)
        {
            if (kind == RecordKind.Routed && RoutedRecord.TryRead(bytes, out RoutedRecord record) && BundleCore.TryRead(record.Bundle.Core, out BundleCore core))
            {
                yield return (link, record, core);
            }
        }
    }
}
