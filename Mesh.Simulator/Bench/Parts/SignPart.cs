using Mesh.Identity;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>Signatures of ECDSA on P-256 as nodes make and check them, on one thread.</summary>
internal static class SignPart
{
    private const int SignedBytes = 300;

    /// <summary>Measures.</summary>
    public static Task<PartReport> RunAsync(BenchContext context)
    {
        context.Tell("signatures");
        using NodeKey key = NodeKey.Create();
        using SignatureVerifier verifier = new();
        byte[] message = new byte[SignedBytes];
        byte[] signature = new byte[64];
        Figure hashed = new("sign.sha256", "ops/s", LoopTimer.PerSecond(context, () => Digest.Of(message)));
        Reading signed = LoopTimer.PerSecond(context, () => key.Sign(message, signature));
        Reading verified = LoopTimer.PerSecond(context, () =>
        {
            if (!verifier.Verify(key.PublicKey.Span, message, signature))
            {
                throw new BenchFault("a good signature was refused");
            }
        });
        Reading imported = LoopTimer.PerSecond(context, () =>
        {
            using SignatureVerifier stranger = new(capacity: 1);
            stranger.Verify(key.PublicKey.Span, message, signature);
        });
        return Task.FromResult(new PartReport(BenchPart.Sign,
        [
            hashed,
            new Figure("sign.sign", "ops/s", signed).To(hashed),
            new Figure("sign.verify", "ops/s", verified).To(hashed),
            new Figure("sign.verify.newkey", "ops/s", imported).To(hashed),
        ],
        [FormattableString.Invariant($"{SignedBytes} bytes are signed, which is a message of 200 B. verify has met the author before; verify.newkey has not.")]));
    }
}
