using System.Buffers;
using Mesh.Simulator.Engine;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Workloads;

namespace Mesh.Simulator.Network;

/// <summary>
/// Carries the frames of links as TCP would: in order, nothing lost while the link stands. What finds the way blocked is sent again when it is free,
/// at the next of the retransmissions that double from 200 ms; what was under way when a link ends arrives before the end does, if it can.
/// </summary>
internal sealed class LinkCarrier : IEventTarget
{
    /// <summary>Bytes around a frame on the wire: IPv6 40, TCP with time stamps 32, TLS 1.3 record 22, WebSocket 4 to 8.</summary>
    public const int OverheadBytes = 100;

    private const int Arrive = 0;
    private const int End = 1;
    private const int Freed = 2;
    private static readonly TimeSpan FirstRetransmission = TimeSpan.FromMilliseconds(200);

    private readonly SimulatedNetwork _network;

    /// <summary>Makes the carrier of a network.</summary>
    public LinkCarrier(SimulatedNetwork network)
    {
        _network = network;
    }

    /// <summary>See <see cref="SimulatedNetwork.Mangle"/>.</summary>
    public Func<byte[], IEnumerable<byte[]>>? Mangle { get; set; }

    /// <summary>Sends a frame.</summary>
    public void Send(SimulatedLink link, SimulatedNode from, ReadOnlySpan<byte> bytes)
    {
        LinkEnd end = link.EndOf(from);
        _network.Tell(new RunEvent(_network.Now, RunEventKind.FrameSent, from.Number, link.Other(from).Node.Number, Bytes: bytes.Length));
        if (Mangle is null)
        {
            Put(link, end, Rent(bytes));
            return;
        }

        foreach (byte[] part in Mangle(bytes.ToArray()))
        {
            Put(link, end, Rent(part));
        }
    }

    /// <summary>Closes a link: the own end is told at once, the other behind everything that is under way, if the way is free.</summary>
    public void Close(SimulatedLink link, SimulatedNode node, string reason)
    {
        LinkEnd own = link.EndOf(node);
        if (own.IsHeld && !own.IsEnding)
        {
            own.IsEnding = true;
            _network.Plan(TimeSpan.Zero, this, End, 0, new Ending(link, own, reason));
            EndOther(link, own, reason);
        }
    }

    /// <summary>A node lets a link go without being told; the other end hears of it unless the reason is null.</summary>
    public void Drop(SimulatedLink link, SimulatedNode node, string? reason)
    {
        LinkEnd own = link.EndOf(node);
        LetGo(link, own, reason ?? "The peer's machine went out.");
        own.IsMute = reason is null;
        if (reason is not null)
        {
            EndOther(link, own, reason);
        }
    }

    /// <summary>Ends all links of a way at both ends at once.</summary>
    public void Break(Way way)
    {
        foreach (SimulatedLink link in way.Links.ToArray())
        {
            foreach (LinkEnd end in new[] { link.Initiator, link.Responder })
            {
                if (end.IsHeld)
                {
                    Finish(new Ending(link, end, "The contact ended."));
                }
            }
        }
    }

    /// <summary>Resets the links of a way of which one end is gone.</summary>
    /// <returns>Whether the way has a link, whole or about to end.</returns>
    public bool ResetsHalves(Way way)
    {
        foreach (SimulatedLink link in way.Links.ToArray())
        {
            LinkEnd gone = link.Initiator.IsHeld ? link.Responder : link.Initiator;
            if (!gone.IsHeld)
            {
                EndOther(link, gone, "The link was reset.");
            }
        }

        return way.Links.Count > 0;
    }

    /// <summary>The way is free again for what a node sends: what was stranded goes on with the next retransmission.</summary>
    public void Resume(Way way, int from)
    {
        foreach (SimulatedLink link in way.Links.ToArray())
        {
            LinkEnd end = link.Initiator.Node.Number == from ? link.Initiator : link.Responder;
            LinkEnd other = link.Other(end.Node);
            if (end.Stranded is { Count: > 0 })
            {
                _network.Plan(NextRetransmission(end.StrandedSince) - _network.Now, this, Freed, 0, new Ending(link, end, ""));
            }
            else if (end.Resets && other.IsHeld)
            {
                EndOther(link, end, "The link was reset.");
            }
        }
    }

    /// <inheritdoc/>
    public void On(in SimulationEvent due)
    {
        switch (due.Kind)
        {
            case Arrive:
                OnArrival((Passage)due.Body!, due.Number);
                break;
            case End:
                Finish((Ending)due.Body!);
                break;
            default:
                Ending freed = (Ending)due.Body!;
                Resend(freed.Link, freed.End);
                break;
        }
    }

    private static Frame Rent(ReadOnlySpan<byte> bytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        return new Frame(buffer, bytes.Length);
    }

    private void Put(SimulatedLink link, LinkEnd end, Frame frame)
    {
        end.UnderWay += frame.Length;
        long number = end.NextToLeave++;
        if (link.Way.Passes(end.Node.Number))
        {
            Launch(link, end, number, frame);
        }
        else
        {
            Strand(end, number, frame);
        }
    }

    private void Launch(SimulatedLink link, LinkEnd end, long number, Frame frame)
    {
        SimulatedNode to = link.Other(end.Node).Node;
        MeshInstant arrival = _network.Carry(end.Node.Number, to.Number, frame.Length + OverheadBytes) + to.FrameTime;
        arrival = arrival > end.LastArrival ? arrival : end.LastArrival;
        end.LastArrival = arrival;
        _network.Plan(arrival - _network.Now, this, Arrive, number, new Passage(link, end, frame));
    }

    private void OnArrival(Passage passage, long number)
    {
        LinkEnd from = passage.From;
        LinkEnd to = passage.Link.Other(from.Node);
        Frame frame = passage.Frame;
        if (!to.IsHeld)
        {
            from.UnderWay -= frame.Length;
            ArrayPool<byte>.Shared.Return(frame.Buffer);
            if (from.IsHeld && to.Resets && passage.Link.Way.PassesBoth)
            {
                EndOther(passage.Link, to, "The link was reset.");
            }

            return;
        }

        if (number != from.NextToArrive || !passage.Link.Way.Passes(from.Node.Number))
        {
            Strand(from, number, frame);
            return;
        }

        Deliver(passage.Link, from, to, frame);
        while (from.Stranded is { Count: > 0 } waiting && to.IsHeld && waiting.Remove(from.NextToArrive, out Frame next))
        {
            Deliver(passage.Link, from, to, next);
        }

        if (from.IsFull && from.IsHeld && from.UnderWay < SimulatedNetwork.PipeBytes)
        {
            from.IsFull = false;
            from.Node.Program?.OnWritable(from.Id);
        }
    }

    private void Deliver(SimulatedLink link, LinkEnd from, LinkEnd to, Frame frame)
    {
        from.NextToArrive++;
        from.UnderWay -= frame.Length;
        Hand(link, from, to, frame);
        ArrayPool<byte>.Shared.Return(frame.Buffer);
    }

    private void Hand(SimulatedLink link, LinkEnd from, LinkEnd to, Frame frame)
    {
        MeshInstant now = _network.Now;
        ReadOnlyMemory<byte> bytes = frame.Buffer.AsMemory(0, frame.Length);
        _network.Tell(new RunEvent(now, RunEventKind.FrameReceived, to.Node.Number, from.Node.Number, Bytes: frame.Length));
        int at = 0;
        while (MessageBody.TryFind(bytes.Span, ref at, out int message))
        {
            _network.Tell(new RunEvent(now, RunEventKind.PayloadReceived, to.Node.Number, from.Node.Number, message));
        }

        if (link.Other(from.Node).IsHeld)
        {
            to.Node.Program?.OnFrame(to.Id, bytes);
        }
    }

    private void Strand(LinkEnd end, long number, Frame frame)
    {
        end.Stranded ??= [];
        if (end.Stranded.Count == 0)
        {
            end.StrandedSince = _network.Now;
        }

        end.Stranded.Add(number, frame);
    }

    private void Resend(SimulatedLink link, LinkEnd end)
    {
        if (end.Stranded is { } stranded && link.Way.Passes(end.Node.Number))
        {
            KeyValuePair<long, Frame>[] frames = [.. stranded];
            stranded.Clear();
            foreach ((long number, Frame frame) in frames)
            {
                Launch(link, end, number, frame);
            }
        }
    }

    private MeshInstant NextRetransmission(MeshInstant since)
    {
        MeshInstant at = since;
        TimeSpan wait = FirstRetransmission;
        while (at <= _network.Now)
        {
            at += wait;
            wait *= 2;
        }

        return at;
    }

    private void EndOther(SimulatedLink link, LinkEnd own, string reason)
    {
        LinkEnd other = link.Other(own.Node);
        if (other.IsHeld && !other.IsEnding && link.Way.PassesBoth)
        {
            other.IsEnding = true;
            MeshInstant arrival = _network.Carry(own.Node.Number, other.Node.Number, OverheadBytes);
            arrival = arrival > own.LastArrival ? arrival : own.LastArrival;
            _network.Plan(arrival - _network.Now, this, End, 0, new Ending(link, other, reason));
        }
    }

    private void Finish(Ending ending)
    {
        if (ending.End.IsHeld)
        {
            LetGo(ending.Link, ending.End, ending.Reason);
            ending.End.Node.Program?.OnLinkDown(ending.End.Id, ending.Reason);
        }
    }

    private void LetGo(SimulatedLink link, LinkEnd end, string reason)
    {
        end.IsHeld = false;
        end.Node.Release(end.Id);
        foreach (Frame frame in end.Stranded?.Values ?? Enumerable.Empty<Frame>())
        {
            ArrayPool<byte>.Shared.Return(frame.Buffer);
        }

        end.Stranded = null;
        if (!link.Other(end.Node).IsHeld)
        {
            link.Way.Links.Remove(link);
            _network.Tell(new RunEvent(_network.Now, RunEventKind.LinkDown, link.Initiator.Node.Number, link.Responder.Node.Number, Text: reason));
            _network.OnWayWithoutLink(link.Way);
        }
    }

    private sealed record Passage(SimulatedLink Link, LinkEnd From, Frame Frame);

    private sealed record Ending(SimulatedLink Link, LinkEnd End, string Reason);
}
