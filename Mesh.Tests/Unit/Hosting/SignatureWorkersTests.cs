using Mesh.Hosting;
using Mesh.Identity;
using Mesh.Protocol;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Hosting;

public sealed class SignatureWorkersTests : IDisposable
{
    private static readonly Digest Network = Digest.Of("network"u8);
    private readonly NodeKey _key = NodeKey.Create();
    private readonly SignatureVerifier _verifier = new();
    private readonly NodeInbox _inbox = new();
    private readonly SignatureWorkers _workers;

    public SignatureWorkersTests()
    {
        _workers = new SignatureWorkers(_inbox, _key, _verifier, Network);
    }

    public void Dispose()
    {
        _workers.Stop();
        _verifier.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void A_lone_signature_is_made_at_once()
    {
        byte[] text = [1, 2, 3];
        _workers.Sign(7, text);

        Assert.True(_inbox.TryReadAnswer(out PumpItem answer));
        Assert.Equal((PumpItemKind.SignatureAnswer, MeshInputKind.Signed, 7), (answer.Kind, answer.Input.Kind, answer.Input.Number));
        Assert.True(_verifier.Verify(_key.PublicKey.Span, text, answer.Input.Bytes.Span));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lone_check_is_made_at_once_and_right(bool isGenuine)
    {
        _workers.Verify(8, Request(isGenuine));

        Assert.True(_inbox.TryReadAnswer(out PumpItem answer));
        Assert.Equal((MeshInputKind.Verified, 8, isGenuine), (answer.Input.Kind, answer.Input.Number, answer.Input.Flag));
    }

    [Fact]
    public async Task While_something_waits_for_the_pump_the_workers_sign_what_the_memory_held_when_it_was_asked()
    {
        byte[] text = [1, 2, 3];
        _inbox.TryAnswer(new PumpItem(PumpItemKind.Stop));
        _workers.Sign(7, text);
        Assert.True(_inbox.TryReadAnswer(out PumpItem waiting) && waiting.Kind == PumpItemKind.Stop);
        Assert.True(_inbox.IsEmpty);

        text[0] = 9;
        PumpItem answer = await FromWorkersAsync();
        Assert.True(_verifier.Verify(_key.PublicKey.Span, [1, 2, 3], answer.Input.Bytes.Span));
    }

    [Fact]
    public async Task What_comes_before_the_first_answer_was_taken_goes_to_the_workers()
    {
        _workers.Sign(1, new byte[] { 1 });
        Assert.True(_inbox.TryReadAnswer(out _));
        _workers.Verify(2, Request(isGenuine: true));
        Assert.True(_inbox.IsEmpty);

        PumpItem answer = await FromWorkersAsync();
        Assert.Equal((2L, true), (answer.Input.Number, answer.Input.Flag));
    }

    private async Task<PumpItem> FromWorkersAsync()
    {
        RunningTasks tasks = new(fault => throw new InvalidOperationException("A worker broke.", fault));
        _workers.Start(tasks);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
        PumpItem answer;
        while (!_inbox.TryReadAnswer(out answer))
        {
            await _inbox.WaitAsync(limit.Token);
        }

        return answer;
    }

    private VerifyRequest Request(bool isGenuine)
    {
        byte[] core = [1, 2, 3];
        byte[] signature = new byte[64];
        _key.Sign(SignedBundle.SignedBytes(SignatureSuite.P256, Network, _key.Peer, 5, core), signature);
        signature[0] ^= isGenuine ? (byte)0 : (byte)1;
        return new VerifyRequest(_key.PublicKey, new SignedBundle(SignatureSuite.P256, _key.Peer, 5, core, signature));
    }
}
