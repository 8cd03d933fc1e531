using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Mesh.Simulator.Bench;
using Mesh.Simulator.Outputs;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim bench": how fast the node and the simulator are, as figures and as ratios to something bare in the same run.</summary>
internal sealed class BenchCommand
{
    private readonly Argument<BenchPart[]> _parts = new("PART")
    {
        Description = "What to measure: codec, sign, link, chain, mesh, topics, wamp, simulator; everything when left out.",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = Read,
    };

    private readonly Option<bool> _quick = new("--quick") { Description = "Few repetitions, to see that it works; the figures mean nothing." };
    private readonly Option<string?> _json = new("--json") { Description = "Write the figures as JSON; - is the standard output.", HelpName = "OUT" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        BenchCommand bench = new();
        Command command = new("bench", "Measure codec, signatures, links, node processes, the WAMP router and the simulator on this machine, beside published figures.") { bench._parts, bench._quick, bench._json };
        command.SetAction(bench.RunAsync);
        return command;
    }

    private static BenchPart[]? Read(ArgumentResult result)
    {
        List<BenchPart> parts = [];
        foreach (Token token in result.Tokens)
        {
            // A number would be read as a part, too.
            if (!char.IsLetter(token.Value[0]) || !Enum.TryParse(token.Value, ignoreCase: true, out BenchPart part))
            {
                result.AddError($"'{token.Value}' is no part of the bench; there are {string.Join(", ", Enum.GetNames<BenchPart>().Select(name => name.ToLowerInvariant()))}.");
                return null;
            }

            parts.Add(part);
        }

        return [.. parts];
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        TextWriter error = parsed.InvocationConfiguration.Error;
        string? json = parsed.GetValue(_json);
        OutputFile.Prepare(_json.Name, json);
        BenchPart[] parts = parsed.GetValue(_parts) is { Length: > 0 } wanted ? wanted : Enum.GetValues<BenchPart>();
        TextWriter table = json == OutputFile.Standard ? TextWriter.Null : output;
        Paint paint = Paint.For(table);
        if (BenchRun.IsDebugBuild())
        {
            error.WriteLine("bench: this is a debug build, whose figures mean little; use 'dotnet run -c Release --project Mesh.Simulator -- bench'.");
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            BenchContext context = new(parsed.GetValue(_quick), error, stop.Token);
            BenchReport report = await BenchRun.RunAsync(parts, context, part => table.WriteLine(BenchOutput.Table(part, paint))).ConfigureAwait(false);
            table.Write(BenchOutput.AnchorTable(report, paint));
            table.Write(BenchOutput.Machine(report));
            if (json is not null)
            {
                OutputFile.Write(_json.Name, json, BenchOutput.Json(report), output);
            }

            return ExitCode.Held;
        }
        catch (BenchFault fault)
        {
            error.WriteLine($"mesh-sim bench: {fault.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            error.WriteLine("mesh-sim bench: interrupted; every process that it started has ended.");
            return ExitCode.Failed;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
