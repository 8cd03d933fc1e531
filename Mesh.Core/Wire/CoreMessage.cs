namespace Mesh.Wire;

/// <summary>One message of a bundle (docs/protocol.md, "Core").</summary>
/// <param name="Hlc">The author's hybrid logical clock; decides display order and nothing else.</param>
/// <param name="Parents">What the author had seen last, at most <see cref="WireLimits.ParentsMax"/>.</param>
/// <param name="Kind">What the body means; the chat's business.</param>
/// <param name="Body">The bytes; points into the core that it was read from.</param>
internal readonly record struct CoreMessage(ulong Hlc, MessageId[] Parents, byte Kind, ReadOnlyMemory<byte> Body);
