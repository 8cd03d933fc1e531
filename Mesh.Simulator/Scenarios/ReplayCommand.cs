namespace Mesh.Simulator.Scenarios;

/// <summary>The command that runs one run again.</summary>
internal static class ReplayCommand
{
    /// <summary>Writes it.</summary>
    public static string Of(Scenario scenario, string protocol, ulong seed)
    {
        IEnumerable<string> changes = scenario.Changes
            .Where(change => change.Path is not ("protocols" or "seeds"))
            .Select(change => $" --set {Quoted(change.ToString())}");
        return FormattableString.Invariant($"mesh-sim run {Quoted(scenario.Source)} --protocol {Quoted(protocol)} --seed {seed}{string.Concat(changes)}");
    }

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_-./=:+%,".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
