using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>Calls the machine and carries out its outputs in order. Belongs to the pump.</summary>
internal sealed class MachineDriver
{
    private readonly MeshProtocol _machine;
    private readonly NodeClock _clock;
    private readonly EffectRunner _effects;
    private readonly PeerNarrator _peers;
    private readonly RoomNarrator _rooms;
    private readonly RealmNarrator _realm;
    private readonly TraceLedger _traces;
    private readonly MeshOutbox _outbox = new();

    public MachineDriver(MeshProtocol machine, NodeClock clock, EffectRunner effects, Narrators narrators, TraceLedger traces)
    {
        _machine = machine;
        _clock = clock;
        _effects = effects;
        _peers = narrators.Peers;
        _rooms = narrators.Rooms;
        _realm = narrators.Realm;
        _traces = traces;
    }

    /// <summary>When the machine wants <see cref="HandleDeadline"/>.</summary>
    public MeshInstant? NextDeadline => _machine.NextDeadline;

    /// <summary>Bundles held for those who come later, events apart, and the bytes that they are counted with.</summary>
    public (int Bundles, long Bytes) Held => _machine.Held;

    public void Handle(in MeshInput input)
    {
        _outbox.Clear();
        MeshInstant now = _clock.Now;
        _machine.Handle(input, now, _outbox);
        CarryOut(now);
    }

    public void HandleDeadline()
    {
        _outbox.Clear();
        MeshInstant now = _clock.Now;
        _machine.HandleDeadline(now, _outbox);
        CarryOut(now);
    }

    public TimeSpan? RoundTrip(LinkId link) => _machine.RoundTrip(link);

    public TimeSpan? ClockLead(PeerId peer) => _machine.ClockLead(peer);

    private void CarryOut(MeshInstant now)
    {
        for (int index = 0; index < _outbox.Count; index++)
        {
            MeshOutput output = _outbox[index];
            if (output.Kind == MeshOutputKind.Trace)
            {
                _traces.Note(output);
            }
            else if (!_effects.TryRun(output) && !_rooms.TryTell(output) && !_realm.TryTell(output) && !_peers.TryTell(output, now))
            {
                throw new MeshInvariantException($"The machine asked for {output.Kind} with a body that nobody understands.");
            }
        }

        _realm.TellWanted(_machine.Wanted);
    }
}
