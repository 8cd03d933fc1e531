using Mesh.Node.Configuration;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary>The parts of <c>mesh wifi</c>, put together.</summary>
/// <param name="Groups">Wi-Fi Direct.</param>
/// <param name="Cells">Access points and ad hoc cells.</param>
/// <param name="State">What was made, and its end.</param>
/// <param name="Overview">What there is.</param>
internal sealed record WifiParts(WifiGroups Groups, WifiCells Cells, WifiState State, WifiOverview Overview)
{
    public static WifiParts Of(Surroundings surroundings, WifiAsked asked)
    {
        TimeProvider time = surroundings.Time;
        Programs programs = new(surroundings.Variable("PATH"), time);
        WifiLines lines = new(surroundings, asked.IsJson);
        WifiUndo undo = new(programs, time);
        return new WifiParts(
            new WifiGroups(asked, lines, undo, programs, time),
            new WifiCells(asked, lines, undo, programs, time),
            new WifiState(asked, lines, undo, time),
            new WifiOverview(asked, lines, new RadioInventory(RadioInventory.Kernel, programs), time));
    }
}
