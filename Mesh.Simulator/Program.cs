using System.CommandLine;
using System.Text.Json;
using Mesh.Simulator.Virtual;

namespace Mesh.Simulator;

internal static class Program
{
    private const int NodesMax = 2_000;

    private static int Main(string[] args)
    {
        Option<int> nodes = new("--nodes") { Description = "How many nodes, 2 to 2000.", DefaultValueFactory = _ => 60 };
        Option<ulong> seed = new("--seed") { Description = "The seed; the same seed gives the same run.", DefaultValueFactory = _ => 1 };
        Option<bool> json = new("--json") { Description = "One JSON object a line." };
        Command smoke = new("smoke", "Runs the protocol on a scattered network with a partition that heals; fails unless everybody gets everything once.") { nodes, seed, json };
        smoke.SetAction(parsed => Smoke(parsed.GetValue(nodes), parsed.GetValue(seed), parsed.GetValue(json)));
        RootCommand root = new("mesh-sim: runs the node's own protocol in virtual time.") { smoke };
        ParseResult result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            Console.Error.WriteLine($"mesh-sim: {result.Errors[0].Message} See mesh-sim --help.");
            return 2;
        }

        return result.Invoke();
    }

    private static int Smoke(int nodes, ulong seed, bool isJson)
    {
        if (nodes is < 2 or > NodesMax)
        {
            Console.Error.WriteLine($"mesh-sim: --nodes {nodes} is out of range; use 2 to {NodesMax}.");
            return 2;
        }

        bool isGood = true;
        foreach (bool isFlood in new[] { true, false })
        {
            SmokeResult result = new SmokeScenario(nodes, seed, isFlood).Run();
            isGood &= result.IsWhole;
            Console.WriteLine(isJson
                ? JsonSerializer.Serialize(result, JsonSerializerOptions.Web)
                : FormattableString.Invariant($"{result.Protocol,-9} seed {result.Seed}  nodes {result.Nodes}  delivery {result.Delivery:F4}  p50 {result.LatencyP50:F1} ms  p99 {result.LatencyP99:F1} ms  rmr {result.Rmr:F3}  trace {result.TraceHash[..16]}  {(result.IsWhole ? "whole" : "NOT WHOLE")}"));
        }

        return isGood ? 0 : 1;
    }
}
