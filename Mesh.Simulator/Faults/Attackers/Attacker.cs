using System.Buffers;
using Mesh.Simulator.Network;
using Mesh.Wire;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>A node that attacks: the program that every node has, and around it one that listens in, changes what goes out, and speaks besides.</summary>
internal sealed class Attacker : INodeProgram
{
    /// <summary>Above every kind of effect that a program asks for.</summary>
    private const int Tick = 1_000;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>Greetings are over by then.</summary>
    private static readonly TimeSpan Greeting = TimeSpan.FromSeconds(1);

    private readonly INodeHost _host;
    private readonly INodeProgram _inner;
    private readonly AttackParts _parts;
    private readonly IAttack _attack;
    private readonly PeerId _self;
    private readonly MeshInstant _from;
    private readonly MeshInstant _until;
    private readonly SortedDictionary<int, MeshInstant> _links = [];

    /// <summary>Makes an attacker of a node.</summary>
    /// <param name="host">What the network does for it.</param>
    /// <param name="parts">What all programs share.</param>
    /// <param name="spec">What it does, and when.</param>
    /// <param name="create">Makes the program that every node has.</param>
    public Attacker(INodeHost host, ProgramParts parts, FaultSpec spec, Func<INodeHost, ProgramParts, INodeProgram> create)
    {
        _host = host;
        _self = parts.Keys.Of(host.Number).Peer;
        _from = MeshInstant.Zero + SimulatedNetwork.ClockStart + spec.At;
        _until = spec.For > TimeSpan.Zero ? _from + spec.For : MeshInstant.Never;
        _parts = new AttackParts(host, parts, host.Random.Split("attack"), () => [.. _links.Where(link => _host.Now - link.Value > Greeting).Select(link => link.Key)]);
        _attack = Make(spec.Attacker, _parts);
        _inner = create(new AttackerHost(host, Change), parts);
    }

    private bool IsActive => _host.Now >= _from && _host.Now < _until;

    /// <inheritdoc/>
    public void Start()
    {
        _inner.Start();
        _host.After(Beat, Tick, 0, null);
    }

    /// <inheritdoc/>
    public void OnHeard(int peer) => _inner.OnHeard(peer);

    /// <inheritdoc/>
    public void OnDialFailed(long token, int peer) => _inner.OnDialFailed(token, peer);

    /// <inheritdoc/>
    public void OnLinkUp(int link, int peer, bool isInitiator, long token)
    {
        _links[link] = _host.Now;
        _inner.OnLinkUp(link, peer, isInitiator, token);
    }

    /// <inheritdoc/>
    public void OnFrame(int link, ReadOnlyMemory<byte> frame)
    {
        FrameReader reader = new(frame);
        while (IsActive && reader.Next(out RecordKind kind, out ReadOnlyMemory<byte> record) == DecodeStatus.Complete)
        {
            if (kind == RecordKind.Bundle && BundleRecord.TryRead(record, out BundleRecord bundle))
            {
                _attack.OnBundle(bundle);
            }
        }

        _inner.OnFrame(link, frame);
    }

    /// <inheritdoc/>
    public void OnWritable(int link) => _inner.OnWritable(link);

    /// <inheritdoc/>
    public void OnLinkDown(int link, string reason)
    {
        _links.Remove(link);
        _inner.OnLinkDown(link, reason);
    }

    /// <inheritdoc/>
    public void OnWake() => _inner.OnWake();

    /// <inheritdoc/>
    public void OnEffect(int kind, long number, object? body)
    {
        if (kind != Tick)
        {
            _inner.OnEffect(kind, number, body);
            return;
        }

        if (IsActive)
        {
            _attack.OnTick();
        }

        _host.After(Beat, Tick, 0, null);
    }

    /// <inheritdoc/>
    public void Publish(int message, string room, ReadOnlyMemory<byte> body) => _inner.Publish(message, room, body);

    /// <inheritdoc/>
    public void Join(string room)
    {
        _parts.Room = room;
        _inner.Join(room);
    }

    /// <inheritdoc/>
    public void OnWallClock(TimeSpan offset) => _inner.OnWallClock(offset);

    /// <inheritdoc/>
    public void Stop() => _inner.Stop();

    private static IAttack Make(AttackerKind kind, AttackParts parts) => kind switch
    {
        AttackerKind.Dropper => new Dropper(),
        AttackerKind.Flooder => new Flooder(parts),
        AttackerKind.Forger => new Forger(parts),
        AttackerKind.Replayer => new Replayer(parts),
        AttackerKind.Sybils => new Sybils(parts),
        AttackerKind.Poisoner => new Poisoner(),
        _ => throw new MeshInvariantException($"Nobody attacks as {kind}."),
    };

    /// <summary>Rewrites a frame of the program inside, record by record.</summary>
    private ReadOnlyMemory<byte> Change(ReadOnlyMemory<byte> frame)
    {
        if (!IsActive)
        {
            return frame;
        }

        ArrayBufferWriter<byte> output = new();
        FrameReader reader = new(frame);
        while (reader.Next(out RecordKind kind, out ReadOnlyMemory<byte> record) == DecodeStatus.Complete)
        {
            if (kind != RecordKind.Bundle || !BundleRecord.TryRead(record, out BundleRecord bundle) || bundle.Bundle.Origin == _self)
            {
                output.Write(record.Span);
            }
            else if (_attack.Instead(bundle) is { } instead)
            {
                instead.Write(output);
            }
        }

        return output.WrittenMemory;
    }
}
