using Mesh.Simulator.Runs;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Report;

/// <summary>The least delays that the contacts allow, were nothing to take time: the zero-time oracle's share of the pairs by allowed delay.</summary>
internal sealed class OracleDelays
{
    private OracleDelays(DelayHistogram delays, long pairs)
    {
        Delays = delays;
        Pairs = pairs;
    }

    /// <summary>The delays of the pairs that can be reached at all.</summary>
    public DelayHistogram Delays { get; }

    /// <summary>All pairs of the messages that were looked at.</summary>
    public long Pairs { get; }

    /// <summary>Works them out; of many messages over many contacts every so manieth is looked at, as <see cref="BoundFigures.ContactsMax"/> allows.</summary>
    /// <param name="contacts">Who can reach whom.</param>
    /// <param name="messages">What was written.</param>
    /// <param name="wanted">Who should get a message, its writer not among them.</param>
    public static OracleDelays Of(ContactPlan contacts, IReadOnlyList<ReportMessage> messages, Func<ReportMessage, IEnumerable<int>> wanted)
    {
        LowerBound bound = new(contacts);
        DelayHistogram delays = new();
        long pairs = 0;
        int most = Math.Max(1, BoundFigures.ContactsMax / Math.Max(1, contacts.Contacts.Count));
        int step = ((messages.Count - 1) / most) + 1;
        for (int i = 0; i < messages.Count; i += step)
        {
            ReportMessage message = messages[i];
            ReadOnlySpan<long> arrivals = bound.Arrivals(message.Writer, message.At, TimeSpan.Zero, message.To);
            foreach (int node in wanted(message))
            {
                pairs++;
                if (arrivals[node] < MeshInstant.Never.Microseconds)
                {
                    delays.Add(arrivals[node] - message.At.Microseconds);
                }
            }
        }

        return new OracleDelays(delays, pairs);
    }
}
