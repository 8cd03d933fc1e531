namespace Mesh.Node.Terminal;

/// <summary>An own message that is no line of the chat.</summary>
/// <param name="kind">What it is.</param>
/// <param name="typed">What the person typed for it.</param>
internal sealed class UnseenSend(MessageKind kind, string typed)
{
    public MessageKind Kind => kind;

    public string Typed => typed;

    /// <summary>The message's identity, once the node gave it one.</summary>
    public MessageId? Id { get; set; }
}
