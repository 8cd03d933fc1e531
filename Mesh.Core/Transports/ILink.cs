namespace Mesh.Transports;

/// <summary>
/// One connection to a peer whose identity is proven by its key. Carries whole binary messages in order, as TCP does.
/// One reader and one writer may work at the same time, never two of either.
/// </summary>
public interface ILink : IAsyncDisposable
{
    /// <summary>Who is at the other end, taken from the key it proved to hold.</summary>
    PeerId Peer { get; }

    /// <summary>The peer's public key as canonical SubjectPublicKeyInfo (91 bytes for P-256).</summary>
    ReadOnlyMemory<byte> PeerKey { get; }

    /// <summary>Whether this node dialled; false when it accepted.</summary>
    bool IsInitiator { get; }

    /// <summary>SHA-256 of the certificate that this side showed; binds the passphrase proof to this very link.</summary>
    Digest LocalBinding { get; }

    /// <summary>SHA-256 of the certificate that the peer showed.</summary>
    Digest RemoteBinding { get; }

    /// <summary>Where the peer is, and through which of our interfaces.</summary>
    LinkAddress Remote { get; }

    /// <summary>Bytes that have arrived so far, parts of messages included: received bytes are a sign of life before a whole message is there.</summary>
    long ReceivedBytes { get; }

    /// <summary>Bytes that have been handed to the operating system so far.</summary>
    long SentBytes { get; }

    /// <summary>Sends one binary message. Cancelling it leaves the link unusable.</summary>
    /// <exception cref="LinkException">The link is down; it stays down.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>
    /// The next whole message, or null when the peer closed (then <see cref="CloseReason"/> holds what it said).
    /// The memory is valid until the next call.
    /// </summary>
    /// <exception cref="LinkException">The link broke, or the message was over the limit; it stays down.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>What the peer gave as its reason when it closed; empty while the link is up or when it gave none.</summary>
    string CloseReason { get; }

    /// <summary>Tells the peer why (at most 120 bytes of UTF-8 reach it) and closes; never throws for a peer that is gone, takes at most one second.</summary>
    ValueTask CloseAsync(string reason);
}
