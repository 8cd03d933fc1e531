using Mesh.Simulator.World;

namespace Mesh.Simulator.Runs;

/// <summary>
/// The figures of a run that compare it with what the contacts allowed. A bound costs a walk over all contacts, so of many messages over many contacts a
/// sample is taken, drawn from the seed: at most <see cref="MessagesMax"/>, and no more than about <see cref="ContactsMax"/> contacts are walked in all.
/// </summary>
internal sealed class BoundFigures
{
    /// <summary>Most messages that are bounded.</summary>
    public const int MessagesMax = 1_000;

    /// <summary>Most contacts times messages; about a second of computing.</summary>
    public const int ContactsMax = 20_000_000;

    private const int MessagesMin = 10;

    private readonly ContactPlan _contacts;
    private readonly TimeSpan _hop;
    private readonly ulong _seed;

    /// <summary>Prepares to bound messages over contacts.</summary>
    /// <param name="contacts">Who can reach whom.</param>
    /// <param name="hop">Least time of a hop; where it is zero there is no stretch.</param>
    /// <param name="seed">Draws the sample.</param>
    public BoundFigures(ContactPlan contacts, TimeSpan hop, ulong seed)
    {
        _contacts = contacts;
        _hop = hop;
        _seed = seed;
    }

    /// <summary>Time to deliver, divided by the bound; empty where no hop has a least time.</summary>
    public Spread Stretch { get; private set; } = Spreads.Of([]);

    /// <summary>Share of the pairs of a message and who should get it that the contacts allowed.</summary>
    public double OracleDelivery { get; private set; }

    /// <summary>Works the figures out.</summary>
    /// <param name="messages">What was written.</param>
    /// <param name="members">Who is in each room.</param>
    public void Measure(IReadOnlyList<MessageLedger> messages, IReadOnlyDictionary<string, IReadOnlyList<int>> members)
    {
        LowerBound bound = new(_contacts);
        List<double> stretches = [];
        long pairs = 0;
        long possible = 0;
        foreach (MessageLedger message in Sample(messages))
        {
            int[] wanted = [.. (message.To >= 0 ? [message.To] : members[message.Room]).Where(node => node != message.Writer)];
            ReadOnlySpan<long> arrivals = bound.Arrivals(message.Writer, message.At, _hop, message.To);
            if (_hop > TimeSpan.Zero)
            {
                foreach (Showing showing in message.Showings)
                {
                    stretches.Add((double)(showing.At.Microseconds - message.At.Microseconds) / (arrivals[showing.Node] - message.At.Microseconds));
                }
            }

            int reached = Reached(arrivals, wanted);
            if (_hop > TimeSpan.Zero && reached < wanted.Length)
            {
                reached = Reached(bound.Arrivals(message.Writer, message.At, TimeSpan.Zero, message.To), wanted);
            }

            pairs += wanted.Length;
            possible += reached;
        }

        Stretch = Spreads.Of([.. stretches]);
        OracleDelivery = pairs == 0 ? 0 : (double)possible / pairs;
    }

    private static int Reached(ReadOnlySpan<long> arrivals, int[] wanted)
    {
        int reached = 0;
        foreach (int node in wanted)
        {
            reached += arrivals[node] < MeshInstant.Never.Microseconds ? 1 : 0;
        }

        return reached;
    }

    private IEnumerable<MessageLedger> Sample(IReadOnlyList<MessageLedger> messages)
    {
        int most = Math.Clamp(ContactsMax / Math.Max(1, _contacts.Contacts.Count), MessagesMin, MessagesMax);
        if (messages.Count <= most)
        {
            return messages;
        }

        MeshRandom random = new MeshRandom(_seed).Split("bounds");
        MessageLedger[] drawn = [.. messages];
        for (int i = 0; i < most; i++)
        {
            int other = i + random.Next(drawn.Length - i);
            (drawn[i], drawn[other]) = (drawn[other], drawn[i]);
        }

        return drawn.Take(most);
    }
}
