using Mesh.Simulator.Formats;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;

namespace Mesh.Simulator.Runs;

/// <summary>Reads the files that a scenario names.</summary>
internal static class ScenarioFiles
{
    /// <summary>The world of an import; null where the scenario makes its own.</summary>
    /// <exception cref="FormatFault">The file is not what it should be.</exception>
    public static Imported? World(Scenario scenario) =>
        scenario.Import is { } import ? FormatCatalogue.Read(import.File, import.Format).WithContactsAtLeast(import.ContactMin).WithContactsEarlier(import.ContactLead) : null;

    /// <summary>
    /// The messages of a log. Its nodes are those of the imported world where all their names are known there, for a log may leave out who never wrote
    /// and so number the others differently; elsewhere the log's own numbers hold.
    /// </summary>
    /// <exception cref="FormatFault">The file is not what it should be.</exception>
    public static IReadOnlyList<ImportedMessage> Messages(WorkloadSpec spec, Imported? world)
    {
        Imported log = FormatCatalogue.Read(spec.File, spec.Format);
        int?[] numbers = [.. log.Names.Select(name => world?.NumberOf(name))];
        return numbers.Contains(null)
            ? log.Messages
            : [.. log.Messages.Select(message => message with { From = numbers[message.From]!.Value, To = message.To is { } to ? numbers[to] : null })];
    }
}
