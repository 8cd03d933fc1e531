using System.Collections.Immutable;
using System.Globalization;

namespace Mesh.Tests.Unit.Wifi;

/// <summary>What wpa_supplicant keeps of a radio, as far as <c>mesh wifi</c> changes it. Immutable, so that a moment can be kept and returned to.</summary>
internal sealed record RadioModel
{
    public string DeviceName { get; init; } = "field";

    public string ApScan { get; init; } = "1";

    public ImmutableSortedDictionary<int, (string Ssid, bool IsEnabled)> Networks { get; init; } =
        ImmutableSortedDictionary<int, (string Ssid, bool IsEnabled)>.Empty.Add(0, ("\"home\"", true)).Add(1, ("\"work\"", false));

    public int? Selected { get; init; }

    public ImmutableSortedSet<string> Groups { get; init; } = [];

    /// <summary>The same in words that two moments can be compared by.</summary>
    public string Picture => $"{DeviceName} {ApScan} {string.Join(';', Networks.Select(one => $"{one.Key}{one.Value}"))} {string.Join(';', Groups)}";

    /// <summary>Takes a command.</summary>
    public (RadioModel Next, string? Answer) Take(string command)
    {
        string[] words = command.Split(' ');
        int number = words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int told) ? told : -1;
        return words[0] switch
        {
            "GET" when words[1] == "device_name" => (this, DeviceName),
            "GET" => (this, ApScan),
            "SET" when words[1] == "device_name" => (this with { DeviceName = command[16..] }, null),
            "AP_SCAN" => (this with { ApScan = words[1] }, null),
            "LIST_NETWORKS" => (this, Listed()),
            "ADD_NETWORK" => (this with { Networks = Networks.Add(Networks.Keys.Max() + 1, (string.Empty, false)) }, (Networks.Keys.Max() + 1).ToString(CultureInfo.InvariantCulture)),
            "SET_NETWORK" when words[2] == "ssid" => (this with { Networks = Networks.SetItem(number, (words[3], false)) }, null),
            "GET_NETWORK" => (this, Networks.TryGetValue(number, out (string Ssid, bool) network) && network.Ssid.Length > 0 ? network.Ssid : "FAIL"),
            "SELECT_NETWORK" => (this with { Selected = number, Networks = Networks.ToImmutableSortedDictionary(one => one.Key, one => (one.Value.Ssid, one.Key == number)) }, null),
            "ENABLE_NETWORK" => (this with { Networks = Networks.SetItem(number, (Networks[number].Ssid, true)) }, null),
            "REMOVE_NETWORK" => (this with { Networks = Networks.Remove(number) }, null),
            "P2P_GROUP_REMOVE" => (this with { Groups = Groups.Remove(words[1]) }, null),
            "P2P_GROUP_ADD" => (this with { Groups = Groups.Add("p2p-wlan0-0") }, null),
            "P2P_CONNECT" => (this with { Groups = Groups.Add("p2p-wlan0-1") }, null),
            "STATUS" => (this, Selected is { } on && Networks.TryGetValue(on, out (string Ssid, bool) current)
                ? $"wpa_state=COMPLETED\nssid={System.Text.Encoding.UTF8.GetString(Convert.FromHexString(current.Ssid))}\np2p_device_address=02:00:00:00:00:00"
                : "wpa_state=INACTIVE\np2p_device_address=02:00:00:00:00:00"),
            _ => (this, null),
        };
    }

    private string Listed() => "network id / ssid / bssid / flags\n" + string.Join('\n', Networks.Select(one => $"{one.Key}\t{one.Value.Ssid.Trim('"')}\tany\t{(one.Value.IsEnabled ? "[CURRENT]" : "[DISABLED]")}"));
}
