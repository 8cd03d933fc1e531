using Mesh.Wire;

namespace Mesh.Protocol;

/// <summary>The call that is being handled: what time it is and where outputs go. One for each machine, set at every call.</summary>
internal sealed class Turn
{
    private MeshInstant _wallAt;
    private long _wallMilliseconds;

    /// <summary>Starts with the wall clock at <paramref name="wallMilliseconds"/> since 1970 at <paramref name="now"/>.</summary>
    public Turn(MeshInstant now, long wallMilliseconds)
    {
        Now = now;
        _wallAt = now;
        _wallMilliseconds = wallMilliseconds;
        Outbox = new MeshOutbox();
    }

    /// <summary>The present instant.</summary>
    public MeshInstant Now { get; private set; }

    /// <summary>Where outputs go.</summary>
    public MeshOutbox Outbox { get; private set; }

    /// <summary>The wall clock, milliseconds since 1970; may jump.</summary>
    public long WallMilliseconds => _wallMilliseconds + ((Now.Microseconds - _wallAt.Microseconds) / 1000);

    /// <summary>Begins the handling of a call.</summary>
    public void Begin(MeshInstant now, MeshOutbox outbox)
    {
        if (now < Now)
        {
            throw new MeshInvariantException($"The clock went back from {Now} to {now}.");
        }

        Now = now;
        Outbox = outbox;
    }

    /// <summary>Sets the wall clock.</summary>
    public void SetWallClock(long milliseconds)
    {
        _wallAt = Now;
        _wallMilliseconds = milliseconds;
    }

    /// <summary>Encodes a record into the outbox's memory.</summary>
    public ReadOnlyMemory<byte> Encode<T>(in T record)
        where T : struct, IRecord<T>
    {
        Outbox.BeginRecord();
        record.Write(Outbox);
        return Outbox.EndRecord();
    }

    /// <summary>Sends a record on one link.</summary>
    public void Send<T>(LinkId link, SendClass sendClass, in T record)
        where T : struct, IRecord<T> => Send(link, sendClass, Encode(record));

    /// <summary>Sends encoded bytes on one link.</summary>
    public void Send(LinkId link, SendClass sendClass, ReadOnlyMemory<byte> record, long tag = 0) =>
        Outbox.Add(new MeshOutput(MeshOutputKind.Send, link, Bytes: record, Number: tag, Class: sendClass));

    /// <summary>Reports something for logs and counters.</summary>
    public void Trace(TraceKind kind, LinkId link = default, long number = 0) =>
        Outbox.Add(new MeshOutput(MeshOutputKind.Trace, link, Number: number, Trace: kind));

    /// <summary>Tells a person.</summary>
    public void Notice(string code, string text) =>
        Outbox.Add(new MeshOutput(MeshOutputKind.Notice, Body: new ProtocolNotice(code, text)));
}
