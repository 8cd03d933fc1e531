using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mesh.Tests.Integration.Hosting;

public sealed class HostedNodeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_node_starts_and_stops_with_its_host_and_logs_to_its_loggers()
    {
        CountingLoggers loggers = new();
        ServiceCollection services = new();
        services.AddSingleton<ILoggerFactory>(loggers);
        services.AddMeshNode(NodeBench.Options("anna"));
        await using ServiceProvider host = services.BuildServiceProvider();
        IMeshNodeAccessor accessor = host.GetRequiredService<IMeshNodeAccessor>();
        IHostedService service = Assert.Single(host.GetServices<IHostedService>());
        Assert.Contains("not started", Assert.Throws<InvalidOperationException>(() => accessor.Node).Message, StringComparison.Ordinal);
        Task<MeshNode> started = accessor.StartedAsync(Cancelled);

        await service.StartAsync(Cancelled);

        Assert.Same(accessor.Node, await started);
        Assert.Equal("anna", accessor.Node.Name);
        Assert.True(loggers.Count > 0);
        await service.StopAsync(Cancelled);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => accessor.Node.JoinAsync("lobby", Cancelled));
    }

    [Fact]
    public async Task A_node_that_cannot_start_fails_its_host_and_whoever_waits()
    {
        ServiceCollection services = new();
        services.AddMeshNode(_ => new MeshOptions { Name = "" });
        await using ServiceProvider host = services.BuildServiceProvider();
        Task<MeshNode> started = host.GetRequiredService<IMeshNodeAccessor>().StartedAsync(Cancelled);

        await Assert.ThrowsAsync<ArgumentException>(() => host.GetRequiredService<IHostedService>().StartAsync(Cancelled));

        await Assert.ThrowsAsync<ArgumentException>(() => started);
    }

    [Fact]
    public async Task A_host_that_stops_first_lets_nobody_wait_for_ever()
    {
        ServiceCollection services = new();
        services.AddMeshNode(NodeBench.Options("anna"));
        ServiceProvider host = services.BuildServiceProvider();
        Task<MeshNode> started = host.GetRequiredService<IMeshNodeAccessor>().StartedAsync(Cancelled);
        await host.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => started);
    }

    [Fact]
    public void A_host_holds_one_node()
    {
        ServiceCollection services = new();
        services.AddMeshNode(new MeshOptions());
        Assert.Throws<InvalidOperationException>(() => services.AddMeshNode(new MeshOptions()));
    }

    private sealed class CountingLoggers : ILoggerFactory, ILogger
    {
        private int _count;

        public int Count => _count;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() => GC.SuppressFinalize(this);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Interlocked.Increment(ref _count);
    }
}
