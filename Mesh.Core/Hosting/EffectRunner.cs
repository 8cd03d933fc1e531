using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>Carries out what the machine wants done to links and keys. Belongs to the pump.</summary>
internal sealed class EffectRunner
{
    private readonly LinkTable _links;
    private readonly Dials _dials;
    private readonly SignatureWorkers _signatures;

    public EffectRunner(LinkTable links, Dials dials, SignatureWorkers signatures)
    {
        _links = links;
        _dials = dials;
        _signatures = signatures;
    }

    /// <returns>False when the output is not about links or keys.</returns>
    public bool TryRun(in MeshOutput output)
    {
        switch (output.Kind)
        {
            case MeshOutputKind.Send:
                _links.Send(output.Link, output.Bytes.Span, output.Class, output.Number);
                return true;
            case MeshOutputKind.Dial when output.Body is CandidateAddress[] addresses:
                _dials.Start(output.Number, addresses, output.Flag ? output.Peer : null, output.Time);
                return true;
            case MeshOutputKind.CloseLink:
                _links.Find(output.Link)?.Close(output.Body as string ?? "");
                return true;
            case MeshOutputKind.Verify when output.Body is VerifyRequest request:
                _signatures.Verify(output.Number, request);
                return true;
            case MeshOutputKind.Sign:
                _signatures.Sign(output.Number, output.Bytes);
                return true;
            default:
                return false;
        }
    }
}
