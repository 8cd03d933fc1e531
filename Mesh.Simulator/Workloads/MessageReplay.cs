using Mesh.Simulator.Formats;
using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Workloads;

/// <summary>Writes what a file says was written. Its instants stand: contacts and messages of one trace have one clock.</summary>
internal static class MessageReplay
{
    /// <summary>Most bytes of a body; a longer message is cut to it.</summary>
    private const int BytesMax = 65_000;

    /// <summary>Adds the messages that fall into the workload's time.</summary>
    /// <exception cref="FormatFault">A message is by or for a node that there is not.</exception>
    public static void Add(WorkloadDraft draft, WorkloadSpec spec, IReadOnlyList<ImportedMessage> messages, MeshRandom random)
    {
        MeshInstant from = MeshInstant.Zero + spec.From;
        MeshInstant end = MeshInstant.Zero + draft.End(spec);
        foreach (ImportedMessage message in messages)
        {
            if (message.From < 0 || message.From >= draft.Nodes || message.To is < 0 || message.To >= draft.Nodes)
            {
                throw FormatFault.Of(spec.File, FormattableString.Invariant($"message {message.Id} is from or for a node that the scenario does not have; it has {draft.Nodes}."));
            }

            if (message.At >= from && message.At < end)
            {
                int bytes = Math.Clamp(message.Bytes, MessageBody.BytesMin, BytesMax);
                Bounds size = message.Bytes > 0 ? new Bounds(bytes, bytes) : spec.Size;
                draft.Add(message.At - MeshInstant.Zero, message.From, size, random, to: message.To ?? PlannedMessage.Everybody);
            }
        }
    }
}
