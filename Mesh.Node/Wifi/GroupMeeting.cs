using System.Security.Cryptography;

namespace Mesh.Node.Wifi;

/// <summary>
/// Keeps this machine in a group: joins an owner that it finds, looks again when the owner is gone, and, where that is wished, becomes the owner itself
/// when nobody is one. Machines that look at the same time wait for different times, so that mostly one becomes owner; of two owners that nobody joined the
/// one with the higher address gives up.
/// </summary>
internal sealed class GroupMeeting
{
    private const int LookSecondsMin = 4;
    private const int LookSecondsMax = 10;
    private const int LonelySecondsMin = 10;
    private const int LonelySecondsMax = 20;

    /// <summary>The channel of new groups, in MHz: the middle one of the three on which Wi-Fi Direct looks first.</summary>
    public const int Frequency = 2437;

    private static readonly TimeSpan LookLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GlanceLife = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan JoinLife = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly P2pRadio _radio;
    private readonly IWifiTold _told;
    private readonly TimeProvider _time;
    private readonly GroupSearch _search;
    private readonly GroupJoiner _joiner;

    public GroupMeeting(P2pRadio radio, IWifiTold told, TimeProvider time)
    {
        (_radio, _told, _time) = (radio, told, time);
        _search = new GroupSearch(radio, time);
        _joiner = new GroupJoiner(radio, told, time);
    }

    /// <summary>Runs until cancellation.</summary>
    /// <param name="target">Whose group is meant; null for any that <c>mesh wifi host</c> made.</param>
    /// <param name="pin">The PIN of the groups; null for the push button.</param>
    /// <param name="name">What others see when this machine becomes owner; null for never becoming one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="WpaException">wpa_supplicant is gone or does not do it.</exception>
    public async Task RunAsync(string? target, string? pin, string? name, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan look = name is null ? LookLife : Between(LookSecondsMin, LookSecondsMax);
            IReadOnlyList<P2pOwner> owners = await _search.FindAsync(target, look, cancellationToken);
            P2pOwner? owner = Choose(owners, target);
            if (owner is not null)
            {
                await StayAsync(owner, pin, cancellationToken);
            }
            else if (name is not null)
            {
                await OwnAsync(pin, name, cancellationToken);
            }
            else
            {
                await _told.NoteAsync("No owner of a group is near yet; on another machine type: mesh wifi host.");
            }
        }
    }

    /// <summary>The owner to join: the one that is meant, or the first of those that <c>mesh wifi host</c> made, the same one for everybody.</summary>
    public static P2pOwner? Choose(IEnumerable<P2pOwner> owners, string? target) =>
        owners.Where(owner => target is null ? owner.IsMesh : owner.Is(target)).OrderBy(owner => owner.Device, StringComparer.Ordinal).FirstOrDefault();

    private async Task StayAsync(P2pOwner owner, string? pin, CancellationToken cancellationToken)
    {
        if (await _joiner.JoinAsync(owner, pin, JoinLife, cancellationToken) is not { } group)
        {
            return;
        }

        await _told.GroupAsync(group, isIn: true, owner.Shown);
        while (true)
        {
            WpaEvent? told = await _radio.NextAsync(Tick, cancellationToken);
            if (told is { Name: "P2P-GROUP-REMOVED" } && told.Subject == group.Interface)
            {
                await _radio.LeaveAsync(group, cancellationToken);
                await _told.GroupAsync(group, isIn: false, told.Value("reason") ?? string.Empty);
                return;
            }
        }
    }

    private async Task OwnAsync(string? pin, string name, CancellationToken cancellationToken)
    {
        await _radio.NameAsync(name, cancellationToken);
        P2pGroup group = await _radio.OwnAsync(Frequency, cancellationToken);
        await _told.GroupAsync(group, isIn: true, string.Empty);
        long glanced = _time.GetTimestamp();
        TimeSpan patience = Between(LonelySecondsMin, LonelySecondsMax);
        string own = await _radio.AddressAsync(cancellationToken);
        string why = await new GroupHost(_radio, group, pin, _told, _time).RunAsync(
            async host =>
            {
                if (host.Members > 0 || _time.GetElapsedTime(glanced) < patience)
                {
                    return false;
                }

                IReadOnlyList<P2pOwner> others = await _search.FindAsync(target: null, GlanceLife, cancellationToken);
                (glanced, patience) = (_time.GetTimestamp(), Between(LonelySecondsMin, LonelySecondsMax));
                return others.Any(other => other.IsMesh && string.CompareOrdinal(other.Device, own) < 0);
            },
            cancellationToken);
        await _radio.LeaveAsync(group, cancellationToken);
        await _told.GroupAsync(group, isIn: false, why);
    }

    private static TimeSpan Between(int min, int max) => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(min * 1_000, max * 1_000));
}
