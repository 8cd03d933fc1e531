using System.CommandLine;
using Mesh.Simulator.Network;
using Mesh.Simulator.Outputs;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim list": what there is to run.</summary>
internal static class ListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("list", "Name the ready scenarios and the protocols, each with a sentence.");
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            Paint paint = Paint.For(output);
            output.WriteLine(paint.Head("Scenarios") + " (mesh-sim run NAME)");
            Write(output, ReadyScenarios.Names.Select(name => (name, ReadyScenarios.AboutOf(name))));
            output.WriteLine();
            output.WriteLine(paint.Head("Protocols") + " (mesh-sim run NAME --protocol P)");
            Write(output, ProtocolCatalogue.All.Select(entry => (entry.Name, entry.About)));
            return ExitCode.Held;
        });
        return command;
    }

    private static void Write(TextWriter output, IEnumerable<(string Name, string About)> entries)
    {
        TextTable table = new(left: 2);
        foreach ((string name, string about) in entries)
        {
            table.Add(["  " + name, about]);
        }

        output.Write(table);
    }
}
