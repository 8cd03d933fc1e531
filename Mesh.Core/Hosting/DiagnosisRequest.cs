namespace Mesh.Hosting;

/// <summary>The wish for a diagnosis, until the pump has answered it.</summary>
internal sealed class DiagnosisRequest
{
    private readonly TaskCompletionSource<MeshDiagnosis> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<MeshDiagnosis> Answer => _answer.Task;

    public void Give(MeshDiagnosis diagnosis) => _answer.TrySetResult(diagnosis);

    public void Cancel() => _answer.TrySetCanceled(CancellationToken.None);
}
