using System.Threading.Channels;
using Mesh.Identity;
using Mesh.Protocol;
using Mesh.Wire;

namespace Mesh.Hosting;

/// <summary>
/// Signs and verifies beside the pump. Requests never wait: the pump stops taking frames while many are outstanding (<see cref="IsSaturated"/>),
/// which bounds them. Answers go back through the inbox. A request that comes alone is answered on the pump itself: waking a worker and being woken by it
/// takes about as long as the signature, and nothing else waits for the pump meanwhile.
/// </summary>
internal sealed class SignatureWorkers
{
    private const int SignatureBytes = 64;

    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>();
    private readonly NodeInbox _inbox;
    private readonly NodeKey _key;
    private readonly SignatureVerifier _verifier;
    private readonly Digest _networkHash;
    private int _outstanding;

    public SignatureWorkers(NodeInbox inbox, NodeKey key, SignatureVerifier verifier, Digest networkHash)
    {
        _inbox = inbox;
        _key = key;
        _verifier = verifier;
        _networkHash = networkHash;
    }

    /// <summary>Whether no further frame should be handled for now.</summary>
    public bool IsSaturated => _outstanding >= NodeLimits.VerificationsWaitingMax;

    /// <summary>Starts the workers: two where there are cores for them, so that a burst is checked twice as fast.</summary>
    public void Start(RunningTasks tasks)
    {
        int workers = tasks.Context is null ? Math.Clamp(Environment.ProcessorCount, 1, 2) : 1;
        for (int worker = 0; worker < workers; worker++)
        {
            tasks.Start(WorkAsync);
        }
    }

    public void Sign(long token, ReadOnlyMemory<byte> bytes) => Ask(new Request(token, bytes, null));

    public void Verify(long token, VerifyRequest request) => Ask(new Request(token, default, request));

    /// <summary>The pump has taken one answer.</summary>
    public void Answered() => _outstanding--;

    /// <summary>The workers end; what is still asked is not answered.</summary>
    public void Stop() => _requests.Writer.TryComplete();

    private void Ask(in Request request)
    {
        _outstanding++;
        if (_outstanding == 1 && _inbox.IsEmpty)
        {
            _inbox.TryAnswer(new PumpItem(PumpItemKind.SignatureAnswer, Answer(request)));
        }
        else
        {
            // What is to be signed lies in the machine's memory, which it uses again.
            _requests.Writer.TryWrite(request with { Bytes = request.Bytes.ToArray() });
        }
    }

    private async Task WorkAsync()
    {
        while (await _requests.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(OwnContext.Kept))
        {
            while (_requests.Reader.TryRead(out Request request))
            {
                _inbox.TryAnswer(new PumpItem(PumpItemKind.SignatureAnswer, Answer(request)));
            }
        }
    }

    private MeshInput Answer(in Request request)
    {
        if (request.Check is VerifyRequest check)
        {
            SignedBundle bundle = check.Bundle;
            bool valid = _verifier.Verify(check.PublicKey.Span, bundle.SignedBytes(_networkHash), bundle.Signature.Span);
            return new MeshInput(MeshInputKind.Verified, Number: request.Token, Flag: valid);
        }

        byte[] signature = new byte[SignatureBytes];
        _key.Sign(request.Bytes.Span, signature);
        return new MeshInput(MeshInputKind.Signed, Bytes: signature, Number: request.Token);
    }

    private readonly record struct Request(long Token, ReadOnlyMemory<byte> Bytes, VerifyRequest? Check);
}
