using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>
/// External movement of The ONE: a first line <c>minTime maxTime minX maxX minY maxY [minZ maxZ]</c>, then <c>time id x y [z]</c>. The minima become 0.
/// Real files are neither sorted nor even: samples are sorted, a second one of a node at one instant is left out, and so is a jump there and back.
/// </summary>
internal static class OneMovement
{
    /// <summary>Metres per second; a single sample that is reached and left faster than that is an error of the satellite receiver.</summary>
    private const double SpeedMax = 100;

    /// <summary>Reads a file.</summary>
    public static Imported Read(FormatSource source)
    {
        using LineReader reader = source.OpenLines();
        if (!reader.NextRecord())
        {
            throw FormatFault.Of(source.Name, "is empty; expected a first line 'minTime maxTime minX maxX minY maxY'.");
        }

        long start = reader.NextTime("minTime in seconds");
        long end = reader.NextTime("maxTime in seconds");
        double minX = reader.NextMetres("minX in metres");
        _ = reader.NextMetres("maxX in metres");
        double minY = reader.NextMetres("minY in metres");
        _ = reader.NextMetres("maxY in metres");
        double minZ = reader.IsLineEnd ? 0 : reader.NextMetres("minZ in metres");
        _ = reader.IsLineEnd ? 0 : reader.NextMetres("maxZ in metres");
        reader.EndLine("maxZ");
        Dictionary<string, List<(long At, Position Place)>> samples = new(StringComparer.Ordinal);
        TrackLedger ledger = new();
        long count = 0;
        while (reader.NextRecord())
        {
            long at = reader.NextTime("a time in seconds") - start;
            string id = reader.NextName("a node's number");
            double x = reader.NextMetres("x in metres") - minX;
            double y = reader.NextMetres("y in metres") - minY;
            double z = reader.IsLineEnd ? 0 : reader.NextMetres("z in metres") - minZ;
            reader.EndLine("z");
            reader.Bound(++count);
            ledger.MarkOf(id, reader.Fault);
            if (!samples.TryGetValue(id, out List<(long At, Position Place)>? known))
            {
                samples.Add(id, known = []);
            }

            known.Add((at, new Position(x, y, z)));
        }

        foreach ((string id, List<(long At, Position Place)> known) in samples)
        {
            int mark = ledger.MarkOf(id, reader.Fault);
            foreach ((long at, Position place) in WithoutJumps([.. known.OrderBy(sample => sample.At)]))
            {
                ledger.Add(mark, at, place, reader.Fault);
            }
        }

        if (count > 0 && end >= start)
        {
            ledger.Touch(0);
            ledger.Touch(end - start);
        }

        return ledger.Build(source.Name, "samples 'time id x y'");
    }

    private static IEnumerable<(long At, Position Place)> WithoutJumps((long At, Position Place)[] samples)
    {
        int last = -1;
        for (int i = 0; i < samples.Length; i++)
        {
            if (last >= 0 && samples[i].At == samples[last].At)
            {
                continue;
            }

            int next = i + 1;
            while (next < samples.Length && samples[next].At == samples[i].At)
            {
                next++;
            }

            bool isJump = last >= 0 && next < samples.Length && IsTooFast(samples[last], samples[i]) && IsTooFast(samples[i], samples[next]) && !IsTooFast(samples[last], samples[next]);
            if (!isJump)
            {
                last = i;
                yield return samples[i];
            }
        }
    }

    private static bool IsTooFast((long At, Position Place) from, (long At, Position Place) to)
    {
        double reach = SpeedMax * (to.At - from.At) / 1_000_000;
        return Distance.Squared(from.Place, to.Place) > reach * reach;
    }
}
