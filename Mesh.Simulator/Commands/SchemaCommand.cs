using System.CommandLine;
using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim schema": the form of scenario files, for editors and for the documentation.</summary>
internal static class SchemaCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<bool> markdown = new("--markdown") { Description = "The keys as Markdown tables instead." };
        Command command = new("schema", "Print the JSON schema of scenario files; an editor completes and checks by it.") { markdown };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(markdown) ? ScenarioReference.Write() : ScenarioSchema.Write());
            return ExitCode.Held;
        });
        return command;
    }
}
