namespace Mesh.Node.Wifi;

/// <summary>Looks for owners of Wi-Fi Direct groups.</summary>
internal sealed class GroupSearch
{
    /// <summary>Owners that <c>mesh wifi host</c> makes are on one of the three social channels, where a look takes well below a second.</summary>
    private const string QuickLook = "P2P_FIND 4 type=social";
    private const string FullLook = "P2P_FIND 8";
    private const int OwnersMax = 64;
    private static readonly TimeSpan QuickLife = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan FullLife = TimeSpan.FromSeconds(8);

    /// <summary>How long it goes on after the first owner, since there may be another.</summary>
    private static readonly TimeSpan SettleLife = TimeSpan.FromSeconds(1);

    private readonly P2pRadio _radio;
    private readonly TimeProvider _time;

    public GroupSearch(P2pRadio radio, TimeProvider time)
    {
        (_radio, _time) = (radio, time);
    }

    /// <summary>Looks until owners are found that fit.</summary>
    /// <param name="target">The name or address that is meant; null for any that <c>mesh wifi host</c> made.</param>
    /// <param name="within">How long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>All owners that were heard; one that fits is among them unless the time was up.</returns>
    /// <exception cref="WpaException">wpa_supplicant is gone, does not answer, or does not look.</exception>
    public async Task<IReadOnlyList<P2pOwner>> FindAsync(string? target, TimeSpan within, CancellationToken cancellationToken)
    {
        Dictionary<string, P2pOwner> owners = [];
        long from = _time.GetTimestamp();
        await _radio.AskAsync("P2P_FLUSH", cancellationToken);
        for (int look = 0; _time.GetElapsedTime(from) < within; look++)
        {
            // Every third look is at all channels: another program's group may be anywhere.
            bool isQuick = look % 3 != 2;
            if (await _radio.AskAsync(isQuick ? QuickLook : FullLook, cancellationToken) != "OK")
            {
                throw new WpaException(WpaFault.Refused, $"The radio of '{_radio.Interface}' does not look for Wi-Fi Direct groups now; switch it on ('rfkill unblock wifi'), or try again when it is idle.");
            }

            TimeSpan left = within - _time.GetElapsedTime(from);
            TimeSpan life = isQuick ? QuickLife : FullLife;
            if (await HearAsync(owners, target, life < left ? life : left, cancellationToken) || await NameAsync(owners, target, cancellationToken))
            {
                break;
            }
        }

        await _radio.AskAsync("P2P_STOP_FIND", cancellationToken);
        return [.. owners.Values];
    }

    private async Task<bool> HearAsync(Dictionary<string, P2pOwner> owners, string? target, TimeSpan within, CancellationToken cancellationToken)
    {
        long from = _time.GetTimestamp();
        TimeSpan end = within;
        bool fits = owners.Values.Any(owner => target is null && owner.IsMesh);
        while (await _radio.NextAsync(end - _time.GetElapsedTime(from), cancellationToken) is { } told)
        {
            if (P2pOwner.Of(told) is not { } owner || (owners.Count >= OwnersMax && !owners.ContainsKey(owner.Device)))
            {
                if (told.Name == "P2P-FIND-STOPPED")
                {
                    break;
                }

                continue;
            }

            owners[owner.Device] = owner;
            if (target is not null && owner.Is(target))
            {
                return true;
            }

            if (target is null && owner.IsMesh && !fits)
            {
                fits = true;
                TimeSpan settled = _time.GetElapsedTime(from) + SettleLife;
                end = settled < end ? settled : end;
            }
        }

        return fits;
    }

    /// <summary>An owner that was first heard by its beacon has no name in the event: what came later is asked for.</summary>
    private async Task<bool> NameAsync(Dictionary<string, P2pOwner> owners, string? target, CancellationToken cancellationToken)
    {
        bool fits = false;
        foreach (P2pOwner owner in owners.Values.Where(owner => owner.Name.Length == 0).ToArray())
        {
            P2pOwner named = owner with { Name = WpaText.Line(await _radio.AskAsync($"P2P_PEER {owner.Device}", cancellationToken), "device_name") ?? string.Empty };
            owners[owner.Device] = named;
            fits |= target is null ? named.IsMesh : named.Is(target);
        }

        return fits;
    }
}
