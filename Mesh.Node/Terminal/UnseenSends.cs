using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>Own messages that are no lines of the chat, such as page turns: asked for, and not known to have left on a link yet. Bounded.</summary>
internal sealed class UnseenSends
{
    /// <summary>Messages remembered; the oldest is forgotten first.</summary>
    public const int SendsMax = 256;

    private readonly List<UnseenSend> _sends = [];

    /// <summary>What the person typed for each of them, oldest first.</summary>
    public IEnumerable<string> Waiting => _sends.Select(send => send.Typed);

    /// <summary>The person asked for a message.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="typed">What the person typed for it.</param>
    public UnseenSend Add(MessageKind kind, string typed)
    {
        UnseenSend send = new(kind, Printable.Line(typed));
        _sends.Add(send);
        if (_sends.Count > SendsMax)
        {
            _sends.RemoveAt(0);
        }

        return send;
    }

    /// <summary>The node refused it.</summary>
    public void Refused(UnseenSend send) => _sends.Remove(send);

    /// <summary>A message of this node left. News of it may come before the node told its number; then the oldest of its kind is meant, for the node sends in order.</summary>
    public void Left(RoomMessage message)
    {
        UnseenSend? left = _sends.Find(send => send.Id == message.Id) ?? _sends.Find(send => send.Id is null && send.Kind == message.Kind);
        if (left is not null)
        {
            _sends.Remove(left);
        }
    }
}
