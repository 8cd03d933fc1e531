namespace Mesh.Node.Web;

/// <summary>How events are written into an answer that does not end.</summary>
internal interface IStreamForm
{
    string ContentType { get; }

    /// <summary>What stands before the first event.</summary>
    ReadOnlyMemory<byte> Begin();

    /// <summary>One event.</summary>
    ReadOnlyMemory<byte> Of(EventLine line);

    /// <summary>A sign of life that is no event.</summary>
    ReadOnlyMemory<byte> Heartbeat { get; }
}
