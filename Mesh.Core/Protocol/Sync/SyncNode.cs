using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Sync;

/// <summary>Synchronisation, put together: finds what is missing, pulls it, serves what others pull, and acknowledges what was pulled.</summary>
internal sealed class SyncNode
{
    private readonly Reconciler _reconciler;
    private readonly PullServer _pulls;
    private readonly SyncReceiver _received;

    /// <summary>Puts it together.</summary>
    public SyncNode(Reconciler reconciler, PullServer pulls, SyncReceiver received)
    {
        _reconciler = reconciler;
        _pulls = pulls;
        _received = received;
    }

    /// <summary>A link began to serve.</summary>
    public void OnNeighbourUp(LinkState link, bool isSuccessor) => _reconciler.OnNeighbourUp(link, isSuccessor);

    /// <summary>A link is gone.</summary>
    public void OnLinkGone(LinkState link)
    {
        _pulls.OnLinkGone(link);
        _received.OnLinkGone(link);
    }

    /// <summary>A bundle with the flag sync arrived.</summary>
    public void OnReceived(LinkState link, int bytes) => _received.OnReceived(link, bytes);

    /// <summary>A bundle was taken in.</summary>
    public void OnTaken(StreamState stream) => _reconciler.OnTaken(stream);

    /// <summary>A bundle was dropped and is to be pulled later.</summary>
    public void OnLeftForSync(StreamState stream, ulong last) => _reconciler.OnLeftForSync(stream, last);

    /// <summary>Handles a record of synchronisation.</summary>
    /// <returns>False when it is not what a conforming node sends. Unknown kinds are skipped, for later revisions.</returns>
    public bool OnRecord(LinkState link, RecordKind kind, ReadOnlyMemory<byte> record)
    {
        switch (kind)
        {
            case RecordKind.Want when WantRecord.TryRead(record, out WantRecord want):
                _pulls.OnWant(link, want);
                return true;
            case RecordKind.Heads when HeadsRecord.TryRead(record, out HeadsRecord heads):
                _reconciler.OnHeads(link, heads);
                return true;
            case RecordKind.Pull when PullRecord.TryRead(record, out PullRecord pull):
                _pulls.OnPull(link, pull);
                return true;
            case RecordKind.Ack when AckRecord.TryRead(record, out AckRecord ack):
                _pulls.OnAck(link, ack);
                return true;
            case RecordKind.Fingerprint when FingerprintRecord.TryRead(record, out FingerprintRecord fingerprint):
                _reconciler.OnFingerprint(link, fingerprint);
                return true;
            default:
                // A kind that this revision does not know is skipped; a known one that could not be read is an offence.
                return kind > RecordKind.NoRoute || kind == RecordKind.Neighbours;
        }
    }

    /// <summary>Handles a timer of synchronisation; false when it is about something else.</summary>
    public bool TryHandle(in Timer timer, StreamState? stream)
    {
        switch (timer.Kind)
        {
            case TimerKind.Gap:
                if (stream is not null)
                {
                    _reconciler.OnGapDeadline(stream);
                }

                return true;
            case TimerKind.Ack:
                _received.OnDeadline(new LinkId((int)timer.Subject));
                return true;
            case TimerKind.Compare:
                _reconciler.OnCompareDeadline(isFollowUp: timer.Subject == 1);
                return true;
            default:
                return false;
        }
    }
}
