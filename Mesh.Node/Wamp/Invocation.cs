namespace Mesh.Node.Wamp;

/// <summary>A call on its way to a callee and back.</summary>
/// <param name="id">The number of the INVOCATION.</param>
/// <param name="call">The call.</param>
/// <param name="message">The INVOCATION.</param>
internal sealed class Invocation(long id, MeshCall call, ReadOnlyMemory<byte> message)
{
    private readonly TaskCompletionSource<MeshArguments> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Id => id;

    public MeshCall Call => call;

    public ReadOnlyMemory<byte> Message => message;

    public Task<MeshArguments> Answer => _answer.Task;

    public void Succeed(MeshArguments arguments) => _answer.TrySetResult(arguments);

    public void Fail(MeshCallException fault) => _answer.TrySetException(fault);
}
