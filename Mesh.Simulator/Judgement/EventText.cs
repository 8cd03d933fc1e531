using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Judgement;

/// <summary>Events in words.</summary>
internal static class EventText
{
    /// <summary>One event as a line.</summary>
    public static string Of(in RunEvent happened) => FormattableString.Invariant($"{happened.At,14}  {What(happened)}");

    private static string What(in RunEvent happened) => happened.Kind switch
    {
        RunEventKind.Created when happened.B >= 0 => FormattableString.Invariant($"node {happened.A} wrote message {happened.Number} for node {happened.B} in '{happened.Text}'"),
        RunEventKind.Created => FormattableString.Invariant($"node {happened.A} wrote message {happened.Number} in '{happened.Text}'"),
        RunEventKind.Delivered when happened.Number < 0 => FormattableString.Invariant($"node {happened.A} showed something that is not of the workload"),
        RunEventKind.Delivered => FormattableString.Invariant($"node {happened.A} showed message {happened.Number}, which came over {happened.B} hops"),
        RunEventKind.PayloadReceived => FormattableString.Invariant($"node {happened.A} received message {happened.Number} from node {happened.B}"),
        RunEventKind.FrameSent => FormattableString.Invariant($"node {happened.A} sent {happened.Bytes} B to node {happened.B}"),
        RunEventKind.FrameReceived => FormattableString.Invariant($"node {happened.A} received {happened.Bytes} B from node {happened.B}"),
        RunEventKind.ContactUp => FormattableString.Invariant($"nodes {happened.A} and {happened.B} came into reach"),
        RunEventKind.ContactDown => FormattableString.Invariant($"nodes {happened.A} and {happened.B} went out of reach"),
        RunEventKind.LinkUp => FormattableString.Invariant($"node {happened.A} linked with node {happened.B}"),
        RunEventKind.LinkDown => FormattableString.Invariant($"the link from node {happened.A} to node {happened.B} ended: {happened.Text}"),
        RunEventKind.NodeUp => FormattableString.Invariant($"node {happened.A} started"),
        RunEventKind.NodeDown => FormattableString.Invariant($"node {happened.A} stopped"),
        RunEventKind.Fault => happened.Text ?? "",
        _ => happened.ToString(),
    };
}
