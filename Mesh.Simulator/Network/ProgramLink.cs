using Mesh.Protocol;

namespace Mesh.Simulator.Network;

/// <summary>What waits to leave on one link of a <see cref="MeshProgram"/>. The usual single record is sent from where it was written, without a copy.</summary>
internal sealed class ProgramLink
{
    /// <summary>Makes it for the link of that number.</summary>
    public ProgramLink(int id)
    {
        Id = id;
    }

    /// <summary>The link's number.</summary>
    public int Id { get; }

    /// <summary>Records that wait.</summary>
    public RecordQueue Queue { get; } = new();

    /// <summary>The only record, still in the outbox's memory, or null.</summary>
    public (ReadOnlyMemory<byte> Bytes, SendClass Class)? Single { get; set; }

    /// <summary>Whether the present call has written to it.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Whether the machine was told that the queue is long.</summary>
    public bool IsCongested { get; set; }

    /// <summary>Whether anything waits.</summary>
    public bool HasWaiting => Single is not null || Queue.Bytes > 0;

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlyMemory<byte> record, SendClass sendClass)
    {
        if (!HasWaiting)
        {
            Single = (record, sendClass);
            return;
        }

        Settle();
        Queue.Add(record.Span, sendClass);
    }

    /// <summary>Copies the single record, since the outbox's memory is about to be used again.</summary>
    public void Settle()
    {
        if (Single is { } single)
        {
            Single = null;
            Queue.Add(single.Bytes.Span, single.Class);
        }
    }
}
