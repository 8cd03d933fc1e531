using Mesh.Simulator.Network;

namespace Mesh.Tests.Unit.Simulator.Judgement;

/// <summary>A flood with a bug: it knows what it has passed on, but shows every copy, because somebody took the check for duplicates out.</summary>
internal sealed class ForgetfulFlood(INodeHost host) : INodeProgram
{
    private readonly SortedSet<int> _links = [];
    private readonly HashSet<string> _passedOn = [];

    public static ProtocolEntry Entry { get; } = new("forgetful", "A flood that shows what it is given as often as it is given it.", (host, _) => new ForgetfulFlood(host)) { LinksFollowContacts = true };

    public void Start()
    {
        // Everything comes with the links.
    }

    public void OnHeard(int peer)
    {
        // Links follow contacts.
    }

    public void OnDialFailed(long token, int peer)
    {
        // Nobody dials.
    }

    public void OnLinkUp(int link, int peer, bool isInitiator, long token) => _links.Add(link);

    public void OnFrame(int link, ReadOnlyMemory<byte> frame)
    {
        host.Delivered(frame.Span[1..], frame.Span[0]);
        Spread(frame[1..], (byte)(frame.Span[0] + 1), from: link);
    }

    public void OnWritable(int link)
    {
        // What does not fit waits in the link.
    }

    public void OnLinkDown(int link, string reason) => _links.Remove(link);

    public void OnWake()
    {
        // There are no timers.
    }

    public void OnEffect(int kind, long number, object? body)
    {
        // There are no effects.
    }

    public void Publish(int message, string room, ReadOnlyMemory<byte> body)
    {
        host.Delivered(body.Span, 0);
        Spread(body, 1, from: 0);
    }

    public void Join(string room)
    {
        // Everybody is in every room.
    }

    public void OnWallClock(TimeSpan offset)
    {
        // Nobody looks at it.
    }

    public void Stop()
    {
        // Nothing to say.
    }

    private void Spread(ReadOnlyMemory<byte> body, byte hops, int from)
    {
        if (!_passedOn.Add(Convert.ToHexString(body.Span)))
        {
            return;
        }

        byte[] frame = [hops, .. body.Span];
        foreach (int link in _links.Where(link => link != from).ToArray())
        {
            host.Send(link, frame);
        }
    }
}
