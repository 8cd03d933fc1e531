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
                OnArrival((Passage)due.Body!, (int)due.Number);
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
        if (end.Stranded is { Count: > 0 } || !link.Way.Passes(end.Node.Number))
        {
            Strand(end, frame);
        }
        else
        {
            Launch(link, end, frame);
        }
    }

    private void Launch(SimulatedLink link, LinkEnd end, Frame frame)
    {
        SimulatedNode to = link.Other(end.Node).Node;
        MeshInstant arrival = _network.Carry(end.Node.Number, to.Number, frame.Length + OverheadBytes) + to.FrameTime;
        arrival = arrival > end.LastArrival ? arrival : end.LastArrival;
        end.LastArrival = arrival;
        _network.Plan(arrival - _network.Now, this, Arrive, frame.Length, new Passage(link, end, frame.Buffer));
    }

    private void OnArrival(Passage passage, int length)
    {
        LinkEnd from = passage.From;
        LinkEnd to = passage.Link.Other(from.Node);
        Frame frame = new(passage.Buffer, length);
        if (!to.IsHeld)
        {
            from.UnderWay -= length;
            ArrayPool<byte>.Shared.Return(frame.Buffer);
            if (from.IsHeld && to.Resets && passage.Link.Way.PassesBoth)
            {
                EndOther(passage.Link, to, "The link was reset.");
            }

            return;
        }

        if (from.Stranded is { Count: > 0 } || !passage.Link.Way.Passes(from.Node.Number))
        {
            Strand(from, frame);
            return;
        }

        from.UnderWay -= length;
        Hand(passage.Link, from, to, frame);
        ArrayPool<byte>.Shared.Return(frame.Buffer);
        if (from.IsFull && from.IsHeld && from.UnderWay < SimulatedNetwork.PipeBytes)
        {
            from.IsFull = false;
            from.Node.Program?.OnWritable(from.Id);
        }
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

    private void Strand(LinkEnd end, Frame frame)
    {
        end.Stranded ??= new Queue<Frame>();
        if (end.Stranded.Count == 0)
        {
            end.StrandedSince = _network.Now;
        }

        end.Stranded.Enqueue(frame);
    }

    private void Resend(SimulatedLink link, LinkEnd end)
    {
        if (end.Stranded is { } stranded && link.Way.Passes(end.Node.Number))
        {
            Frame[] frames = [.. stranded];
            stranded.Clear();
            foreach (Frame frame in frames)
            {
                Launch(link, end, frame);
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
        while (end.Stranded is { Count: > 0 } stranded)
        {
            ArrayPool<byte>.Shared.Return(stranded.Dequeue().Buffer);
        }

        if (!link.Other(end.Node).IsHeld)
        {
            link.Way.Links.Remove(link);
            _network.Tell(new RunEvent(_network.Now, RunEventKind.LinkDown, link.Initiator.Node.Number, link.Responder.Node.Number, Text: reason));
        }
    }

    private sealed record Passage(SimulatedLink Link, LinkEnd From, byte[] Buffer);

    private sealed record Ending(SimulatedLink Link, LinkEnd End, string Reason);
}
