namespace Mesh.Node.Web;

/// <summary>A guest of this node. The nickname may change.</summary>
internal sealed class GuestSeat
{
    private readonly CancellationTokenSource _ended;
    private volatile string _name;

    public GuestSeat(GuestInvite invite, string key, string name, CancellationTokenSource ended)
    {
        Key = key;
        Invite = invite;
        _name = name;
        _ended = ended;
    }

    public GuestInvite Invite { get; }

    /// <summary>By what limits know the guest, whatever its name.</summary>
    public string Key { get; }

    public string Name
    {
        get => _name;
        set => _name = value;
    }

    /// <summary>Cancelled when the invitation is taken back or over.</summary>
    public CancellationToken Ended => _ended.Token;
}
