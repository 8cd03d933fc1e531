namespace Mesh.Simulator.Formats;

/// <summary>
/// Sightings of iMotes, <c>contacts.*.dat</c> of the Haggle project: <c>observer observed first last [n gap]</c> in seconds. Each direction is
/// recorded by itself; a contact lasts while either sees the other. Who observes nobody is a passing device and left out.
/// </summary>
internal static class HaggleContacts
{
    /// <summary>A sighting in one scan only has first = last; it stands for one second.</summary>
    private const long ScanHit = 1_000_000;

    /// <summary>Reads a file.</summary>
    public static Imported Read(FormatSource source)
    {
        using LineReader reader = source.OpenLines();
        List<(string Observer, string Observed, long First, long Last)> sightings = [];
        SortedSet<string> observers = new(StringComparer.Ordinal);
        while (reader.NextRecord())
        {
            string observer = reader.NextName("the observer's number");
            string observed = reader.NextName("the number of whom it saw");
            long first = reader.NextTime("the first second");
            long last = reader.NextTime("the last second");
            if (last < first)
            {
                throw reader.Fault("a last second that is not before the first");
            }

            while (reader.TryNext())
            {
                _ = reader.Number("a number");
            }

            reader.Bound(sightings.Count + 1L);
            sightings.Add((observer, observed, first, last));
            observers.Add(observer);
        }

        ContactLedger ledger = new();
        foreach ((string observer, string observed, long first, long last) in sightings.Where(sighting => observers.Contains(sighting.Observed)))
        {
            ledger.Add(ledger.MarkOf(observer, reader), ledger.MarkOf(observed, reader), first, last > first ? last : first + ScanHit);
        }

        return ledger.Build(source.Name, "sightings 'observer observed first last' of observers by each other");
    }
}
