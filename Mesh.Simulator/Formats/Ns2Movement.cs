using System.Globalization;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>
/// Movement for ns-2 (setdest): first places <c>$node_(i) set X_ v</c> and commands <c>$ns_ at t "$node_(i) setdest x y speed"</c>, also
/// <c>setdest x y z speed</c>, <c>set X_ v</c> (a jump) and <c>switch ON|OFF</c> (the node enters or leaves).
/// </summary>
internal static class Ns2Movement
{
    private const string Statement = "'$node_(i) set X_ v' or '$ns_ at t \"$node_(i) setdest x y speed\"'";

    /// <summary>Reads a file; its length is in <c>NAME.ns_params</c> where BonnMotion wrote that, else it ends with the last command and movement.</summary>
    public static Imported Read(FormatSource source)
    {
        using LineReader reader = source.OpenLines();
        SortedDictionary<int, Ns2Node> nodes = [];
        long count = 0;
        while (reader.NextRecord())
        {
            reader.Bound(++count);
            ReadLine(reader, nodes);
        }

        TrackLedger ledger = new();
        long last = 0;
        foreach (Ns2Node node in nodes.Values)
        {
            last = Math.Max(last, node.Follow());
        }

        last = Duration(source) ?? last;
        foreach ((int number, Ns2Node node) in nodes)
        {
            int mark = ledger.MarkOf(number.ToString(CultureInfo.InvariantCulture), reader.Fault);
            foreach ((long at, Position place) in node.Waypoints.Where(waypoint => waypoint.At <= FormatLimits.SecondsMax * 1_000_000))
            {
                ledger.Add(mark, at, place, reader.Fault);
            }

            foreach ((long from, long until) in node.Active)
            {
                ledger.AddActive(mark, from, until == long.MaxValue ? Math.Max(last, from + 1) : until);
            }
        }

        Imported read = ledger.Build(source.Name, "nodes; expected lines such as " + Statement, hasJumps: true);
        MeshInstant end = new(last);
        return read with { Until = end, Movement = read.Movement! with { Duration = end - MeshInstant.Zero } };
    }

    private static void ReadLine(LineReader reader, SortedDictionary<int, Ns2Node> nodes)
    {
        ReadOnlySpan<char> word = Word(reader, Statement);
        if (word is "set" || word.StartsWith("$god_"))
        {
            return;
        }

        if (word is not ("$ns_" or "$ns"))
        {
            Ns2Node placed = Node(reader, nodes);
            Expect(reader, "set");
            Ns2Command axis = Axis(reader);
            placed.Start(axis, Metres(reader));
            End(reader);
            return;
        }

        Expect(reader, "at");
        _ = Word(reader, "a time in seconds");
        long at = reader.Time("a time in seconds");
        if (at < 0)
        {
            throw reader.Fault("a time in seconds, not negative");
        }

        if (Word(reader, "a node such as $node_(0)").StartsWith("$god_"))
        {
            return;
        }

        Ns2Node node = Node(reader, nodes);
        switch (Word(reader, "setdest, set or switch"))
        {
            case "setdest":
                ReadHead(reader, node, at);
                break;
            case "set":
                Ns2Command axis = Axis(reader);
                node.Add(at, axis, new Position(Metres(reader), 0), 0);
                break;
            case "switch":
                ReadOnlySpan<char> state = Word(reader, "ON or OFF");
                bool isOn = state.Equals("ON", StringComparison.OrdinalIgnoreCase);
                if (!isOn && !state.Equals("OFF", StringComparison.OrdinalIgnoreCase))
                {
                    throw reader.Fault("ON or OFF");
                }

                node.Add(at, isOn ? Ns2Command.SwitchOn : Ns2Command.SwitchOff, default, 0);
                break;
            default:
                throw reader.Fault("setdest, set or switch");
        }

        End(reader);
    }

    private static void ReadHead(LineReader reader, Ns2Node node, long at)
    {
        const string Speed = "a speed in m/s, not negative";
        double x = Metres(reader);
        double y = Metres(reader);
        _ = Word(reader, Speed);
        double third = reader.Number(Speed);
        FormatFault? fault = third < 0 ? reader.Fault(Speed) : null;
        double z = 0;
        if (TryWord(reader))
        {
            z = third is >= -FormatLimits.MetresMax and <= FormatLimits.MetresMax ? third : throw reader.Fault("z within a million kilometres before it");
            third = reader.Number(Speed);
            fault = third < 0 ? reader.Fault(Speed) : null;
        }

        if (fault is not null)
        {
            throw fault;
        }

        node.Add(at, Ns2Command.Head, new Position(x, y, z), third);
    }

    private static Ns2Node Node(LineReader reader, SortedDictionary<int, Ns2Node> nodes)
    {
        const string Expected = "a node such as $node_(0)";
        ReadOnlySpan<char> word = reader.Field;
        int open = word.IndexOf('(');
        if (word[0] != '$' || open < 0 || word[^1] != ')' || !int.TryParse(word[(open + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            throw reader.Fault(Expected);
        }

        if (!nodes.TryGetValue(number, out Ns2Node? node))
        {
            nodes.Add(number, node = nodes.Count < FormatLimits.NodesMax ? new Ns2Node() : throw reader.Fault(FormattableString.Invariant($"at most {FormatLimits.NodesMax} nodes")));
        }

        return node;
    }

    private static Ns2Command Axis(LineReader reader) => Word(reader, "X_, Y_ or Z_") switch
    {
        "X_" => Ns2Command.SetX,
        "Y_" => Ns2Command.SetY,
        "Z_" => Ns2Command.SetZ,
        _ => throw reader.Fault("X_, Y_ or Z_"),
    };

    private static double Metres(LineReader reader)
    {
        const string Expected = "a coordinate in metres";
        _ = Word(reader, Expected);
        return reader.Number(Expected, -FormatLimits.MetresMax, FormatLimits.MetresMax);
    }

    private static void Expect(LineReader reader, string word)
    {
        if (!Word(reader, word).SequenceEqual(word))
        {
            throw reader.Fault(word);
        }
    }

    private static void End(LineReader reader)
    {
        if (TryWord(reader))
        {
            throw reader.Fault("the end of the line");
        }
    }

    private static ReadOnlySpan<char> Word(LineReader reader, string expected) => TryWord(reader) ? reader.Field : throw reader.Fault(expected);

    /// <summary>The next word without Tcl's quotes and semicolons; false at the line's end or a comment.</summary>
    private static bool TryWord(LineReader reader)
    {
        while (reader.TryNext())
        {
            bool isComment = reader.Field.TrimStart("\";").StartsWith("#");
            reader.TrimField("\";");
            if (isComment)
            {
                reader.SkipLine();
                return false;
            }

            if (!reader.Field.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What <c>set val(duration) v</c> says in the file that BonnMotion puts beside the movement; null when there is none.</summary>
    private static long? Duration(FormatSource source)
    {
        if (source.Beside(source.Stem + ".ns_params") is not { } beside)
        {
            return null;
        }

        using LineReader reader = beside.OpenLines();
        while (reader.NextRecord())
        {
            if (reader.TryNext() && reader.Field is "set" && reader.TryNext() && reader.Field is "val(duration)")
            {
                return reader.NextTime("the duration in seconds");
            }
        }

        return null;
    }
}
