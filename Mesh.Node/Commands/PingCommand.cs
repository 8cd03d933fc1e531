using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Ways;

namespace Mesh.Node.Commands;

/// <summary>"mesh ping PEER": how long each hop on the way to a peer takes, and what gets lost where.</summary>
internal static class PingCommand
{
    private const int NotReachedCode = 1;

    public static Command Build(WayAsker asker)
    {
        Argument<string> peer = new("PEER") { Description = "Who: a name, or the beginning of an identity." };
        Option<string?> count = new("--count") { Description = "How often (default: 10).", HelpName = "N" };
        Option<string?> interval = new("--interval") { Description = "Time from one round to the next (default: 1).", HelpName = "SECONDS" };
        Command ping = new("ping", "Ask every node on the way to a peer, again and again: times and losses for each hop.") { peer, count, interval };
        ping.SetAction(async (result, token) =>
        {
            JsonObject request = new() { ["do"] = ControlRequest.Ping, ["peer"] = result.GetRequiredValue(peer) };
            if (result.GetValue(count) is { } times)
            {
                request["count"] = Count(times);
            }

            if (result.GetValue(interval) is { } seconds)
            {
                request["intervalMs"] = Milliseconds(seconds);
            }

            ControlAnswer end = await asker.AskAsync(result, request, "ping", Text, token);
            return end.Text("end") == "reached" ? 0 : NotReachedCode;
        });
        return ping;
    }

    private static string Text(ControlAnswer answer) => answer.Event == "ping-round" ? WayText.Round(answer.Root) : WayText.Ping(answer.Root);

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= PingOptions.CountMax
        ? count
        : throw new ComplaintException($"--count '{SettingValue.Shown(text)}' is no number of rounds; give one from 1 to {PingOptions.CountMax}.");

    private static int Milliseconds(string text)
    {
        bool isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds);
        double milliseconds = Math.Round(seconds * 1_000);
        return isNumber && milliseconds is >= PingOptions.IntervalMillisecondsMin and <= PingOptions.IntervalMillisecondsMax
            ? (int)milliseconds
            : throw new ComplaintException($"--interval '{SettingValue.Shown(text)}' is no time between rounds; give seconds from 0.1 to 60, such as 0.5.");
    }
}
