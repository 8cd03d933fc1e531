using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>Sends bundles to neighbours: the author's key first where it is not known there, large payloads behind everything else.</summary>
internal sealed class PayloadSender
{
    private readonly Turn _turn;
    private readonly KeyDirectory _keys;
    private readonly Liveness _liveness;

    /// <summary>Makes the sender of a node.</summary>
    public PayloadSender(Turn turn, KeyDirectory keys, Liveness liveness)
    {
        _turn = turn;
        _keys = keys;
        _liveness = liveness;
    }

    /// <summary>Encodes a bundle once for all its neighbours of this hop.</summary>
    public ReadOnlyMemory<byte> Encode(BundleEntry entry, BundleFlags flags) => _turn.Encode(entry.ToRecord(flags, _turn.Now));

    /// <summary>Sends an encoded bundle on a link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="entry">The bundle.</param>
    /// <param name="record">What <see cref="Encode"/> made of it.</param>
    /// <param name="isSync">Whether it was encoded with the flag sync.</param>
    public void Send(LinkState link, BundleEntry entry, ReadOnlyMemory<byte> record, bool isSync)
    {
        SendClass sendClass = isSync ? SendClass.Sync
            : entry.Core.Room == RoomId.Topics ? SendClass.Topic
            : record.Length > ProtocolLimits.LargePayloadBytes ? SendClass.Bulk
            : SendClass.Chat;

        SendKey(link, entry.Bundle.Origin);
        link.SyncSent += isSync ? (ulong)record.Length : 0;
        _turn.Send(link.Id, sendClass, record, entry.Tag);
        entry.Way?.PassTo(link.Peer);
        if (entry.Core.Class == ServiceClass.Durable)
        {
            _liveness.OnMessage(link);
        }
    }

    /// <summary>Sends an author's key on a link where it was not sent yet; ahead of every bundle, whatever queue that waits in.</summary>
    public void SendKey(LinkState link, PeerId author)
    {
        if (_keys.Find(author) is { } key && link.KeysSent.Add(key.Slot))
        {
            _turn.Send(link.Id, SendClass.Control, KeyDirectory.Record(key));
        }
    }

    /// <summary>A neighbour asks for keys, also for such as it has had and forgotten.</summary>
    public void OnKeyWant(LinkState link, in KeyWantRecord record)
    {
        foreach (PeerId author in record.Peers)
        {
            if (_keys.Find(author) is { } key)
            {
                link.KeysSent.Add(key.Slot);
                _turn.Send(link.Id, SendClass.Control, KeyDirectory.Record(key));
            }
        }
    }
}
