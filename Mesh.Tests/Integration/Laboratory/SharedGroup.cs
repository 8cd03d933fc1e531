namespace Mesh.Tests.Integration.Laboratory;

/// <summary>
/// One group that the tests of a class share, because starting six programs takes longer than most checks. It is built by the
/// first test that asks, so that a machine without namespaces skips tests instead of failing them; each test leaves it whole.
/// </summary>
public sealed class SharedGroup : IAsyncDisposable
{
    private MeshGroup? _group;

    public async ValueTask DisposeAsync()
    {
        if (_group is not null)
        {
            await _group.DisposeAsync();
        }
    }

    internal async Task<MeshGroup> GetAsync(Func<Task<MeshGroup>> start) => _group ??= await start();
}
