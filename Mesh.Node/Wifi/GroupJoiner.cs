using System.Security.Cryptography;

namespace Mesh.Node.Wifi;

/// <summary>Joins a group, and tries again where radios usually want it.</summary>
internal sealed class GroupJoiner
{
    private const int TriesMax = 5;

    /// <summary>How long it waits before it tries again, by chance: several who joined at once got in each other's way, and are to stop doing so.</summary>
    private const int BreathMillisecondsMin = 300;
    private const int BreathMillisecondsMax = 1_500;
    private static readonly TimeSpan TryLife = TimeSpan.FromSeconds(15);

    private readonly P2pRadio _radio;
    private readonly IWifiTold _told;
    private readonly TimeProvider _time;

    public GroupJoiner(P2pRadio radio, IWifiTold told, TimeProvider time)
    {
        (_radio, _told, _time) = (radio, told, time);
    }

    /// <summary>Joins.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="pin">The PIN that the owner shows; null for the push button.</param>
    /// <param name="within">No further try begins after this time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The group; null when it did not work, which was told.</returns>
    /// <exception cref="WpaException">wpa_supplicant is gone or does not answer.</exception>
    public async Task<P2pGroup?> JoinAsync(P2pOwner owner, string? pin, TimeSpan within, CancellationToken cancellationToken)
    {
        long from = _time.GetTimestamp();
        for (int turn = 1; turn <= TriesMax && _time.GetElapsedTime(from) < within; turn++)
        {
            (P2pGroup? group, string reason) = await _radio.JoinAsync(owner, pin, isDirect: turn == 1, TryLife, cancellationToken);
            if (group is not null)
            {
                return group;
            }

            await _told.NoteAsync($"Joining {owner.Shown} did not work: {reason}{(turn < TriesMax ? "; trying again" : string.Empty)}.");
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(BreathMillisecondsMin, BreathMillisecondsMax)), _time, cancellationToken);
        }

        return null;
    }
}
