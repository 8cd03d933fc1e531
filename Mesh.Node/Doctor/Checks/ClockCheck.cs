namespace Mesh.Node.Doctor.Checks;

/// <summary>Whether our clock and the neighbours' differ. Nothing is lost by it; times shown are wrong.</summary>
internal sealed class ClockCheck : ICheck
{
    /// <summary>Presence may be half a minute old and its clock half a minute off by then; two minutes are no accident.</summary>
    private const double SecondsMax = 120;

    public IEnumerable<Finding> Look(Facts facts)
    {
        ClockFacts[] clocks = [.. facts.Node.Clocks];
        ClockFacts[] ahead = [.. clocks.Where(clock => clock.LeadSeconds >= SecondsMax)];
        ClockFacts[] behind = [.. clocks.Where(clock => clock.LeadSeconds <= -SecondsMax)];
        ClockFacts[] off = ahead.Length >= behind.Length ? ahead : behind;
        if (off.Length == 0)
        {
            yield break;
        }

        ClockFacts most = off.MaxBy(clock => Math.Abs(clock.LeadSeconds))!;
        string far = $"{Math.Abs(most.LeadSeconds) / 60:0} min or more {(most.LeadSeconds > 0 ? "ahead of" : "behind")}";
        bool isOurs = off.Length == clocks.Length && clocks.Length > 1;
        yield return Finding.Warning(
            FindingCode.ClockOff,
            isOurs ? null : most.Name,
            isOurs ? $"The clocks of all {clocks.Length} neighbours are {far} this machine's, so its own is wrong." : $"The clock of {most.Name} is {far} this machine's; one of them is wrong.",
            facts.Machine.System == "windows" ? "w32tm /query /status" : "date");
    }
}
