using FsCheck;
using FsCheck.Fluent;
using Mesh.Protocol;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Probes;
using Mesh.Protocol.Topics;
using Mesh.Wire;

namespace Mesh.Tests.Properties.Wire;

/// <summary>Values of every body, edges of their limits included.</summary>
internal static class BodyGenerators
{
    public static Gen<PresenceBody> Presence { get; } =
        from name in RecordGenerators.Text(64)
        from rooms in RecordGenerators.ListUpTo(RecordGenerators.Text(64), ProtocolLimits.PresenceRoomsMax)
        from isLeaving in Gen.Elements(false, true)
        from interval in Gen.Choose(1, ushort.MaxValue)
        from neighbours in RecordGenerators.ListUpTo(Neighbour, ProtocolLimits.PresenceNeighboursMax)
        from topics in RecordGenerators.ListUpTo(RecordGenerators.Number, ProtocolLimits.InterestsMax)
        from procedures in RecordGenerators.ListUpTo(RecordGenerators.Number, ProtocolLimits.InterestsMax)
        from wantsAll in Gen.Elements(false, true)
        from offersMore in Gen.Elements(false, true)
        select new PresenceBody(name, rooms, isLeaving, interval, neighbours, new Interest(topics, wantsAll, procedures, offersMore));

    public static Gen<EventBody> Event { get; } =
        from topic in RecordGenerators.Text(255)
        from publication in Part
        from publisher in Part
        from payload in Payload
        select new EventBody(topic, publication, publisher, payload);

    public static Gen<CallBody> Call { get; } =
        from boot in RecordGenerators.Number
        from heard in RecordGenerators.Number
        from number in RecordGenerators.Number
        from procedure in RecordGenerators.Text(255)
        from timeout in RecordGenerators.Number
        from wantsProgress in Gen.Elements(false, true)
        from caller in Part
        from payload in Payload
        select new CallBody(boot, heard, number, procedure, timeout, wantsProgress, caller, payload);

    public static Gen<AnswerBody> Answer { get; } =
        from kind in Gen.Elements(AnswerKind.Ack, AnswerKind.Progress, AnswerKind.Outcome, AnswerKind.Error)
        from number in RecordGenerators.Number
        from failure in RecordGenerators.Byte
        from name in RecordGenerators.Text(255)
        from sentence in RecordGenerators.Text(500)
        from payload in Payload
        select kind switch
        {
            AnswerKind.Ack => new AnswerBody(kind, number),
            AnswerKind.Error => new AnswerBody(kind, number, (CallFailure)failure, name, sentence, payload),
            _ => new AnswerBody(kind, number, Payload: payload),
        };

    public static Gen<ProbeBody> Probe { get; } =
        from token in RecordGenerators.Number
        from subject in RecordGenerators.Byte
        from peer in RecordGenerators.Peer
        select new ProbeBody(token, (ProbeSubject)subject, peer.Value);

    public static Gen<EchoBody> Echo { get; } =
        from token in RecordGenerators.Number
        from hops in RecordGenerators.Byte
        from finding in RecordGenerators.Byte
        from neighbour in RecordGenerators.Peer
        from roundTrip in Gen.Choose(0, ushort.MaxValue)
        from crossed in RecordGenerators.Byte
        from manner in RecordGenerators.Byte
        from age in RecordGenerators.Number
        from passedTo in RecordGenerators.ListUpTo(RecordGenerators.Peer, ProtocolLimits.PassedToMax)
        select new EchoBody(token, hops)
        {
            Finding = (EchoFinding)finding,
            Neighbour = neighbour,
            RoundTrip = (ushort)roundTrip,
            Crossed = crossed,
            Manner = (WayManner)manner,
            AgeMicroseconds = age,
            PassedTo = passedTo,
        };

    private static Gen<PresenceNeighbour> Neighbour => from peer in RecordGenerators.Peer from time in Gen.Choose(0, ushort.MaxValue) select new PresenceNeighbour(peer, (ushort)time);

    private static Gen<ulong> Part => RecordGenerators.Number.Select(number => Math.Min(number, CallLimits.PartMax));

    private static Gen<ReadOnlyMemory<byte>> Payload => RecordGenerators.Bytes(0, WireLimits.BodyBytesMax).Select(bytes => new ReadOnlyMemory<byte>(bytes));
}
