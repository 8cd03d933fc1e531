using System.Security.Cryptography;
using System.Text;

namespace Mesh.Node.Chat;

/// <summary>
/// Which lines a chat said itself, to know them among the node's own messages: those it did not say came from the page or from a guest. The event
/// may come before the call returns, so they are known by what they say. Bounded: the oldest goes. Thread-safe.
/// </summary>
internal sealed class SaidLines
{
    /// <summary>As many as a reader of events may lag behind; beyond that their events are lost as well.</summary>
    public const int LinesMax = 8_192;

    private readonly Lock _lock = new();

    /// <summary>Hashes, because thousands of long texts may wait.</summary>
    private readonly LinkedList<string> _lines = new();

    /// <summary>How many lines are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>A line is about to be said.</summary>
    public void Add(string room, string text, MessageKind kind)
    {
        lock (_lock)
        {
            _lines.AddLast(KeyOf(room, text, kind));
            if (_lines.Count > LinesMax)
            {
                _lines.RemoveFirst();
            }
        }
    }

    /// <summary>A line was not said after all.</summary>
    public void Forget(string room, string text, MessageKind kind)
    {
        lock (_lock)
        {
            _lines.Remove(KeyOf(room, text, kind));
        }
    }

    /// <summary>Whether that message is one of them; it is forgotten then.</summary>
    public bool Takes(RoomMessage message)
    {
        lock (_lock)
        {
            return message.Guest is null && _lines.Remove(KeyOf(message.Room, message.Text, message.Kind));
        }
    }

    private static string KeyOf(string room, string text, MessageKind kind) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{room}\n{kind}\n{text}")));
}
