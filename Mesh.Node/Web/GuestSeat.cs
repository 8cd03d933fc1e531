namespace Mesh.Node.Web;

/// <summary>A guest of this node. The nickname may change.</summary>
internal sealed class GuestSeat
{
    private readonly CancellationTokenSource _ended;
    private volatile string _name;

    public GuestSeat(GuestInvite invite, string name, CancellationTokenSource ended)
    {
        Invite = invite;
        _name = name;
        _ended = ended;
    }

    public GuestInvite Invite { get; }

    public string Name
    {
        get => _name;
        set => _name = value;
    }

    /// <summary>Cancelled when the invitation is taken back.</summary>
    public CancellationToken Ended => _ended.Token;
}
