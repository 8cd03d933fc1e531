using Microsoft.Extensions.Logging;

namespace Mesh.Node.Web;

/// <summary>The web server's loggers, from warnings on: each request of a browser is no news to the node's log.</summary>
internal sealed class PageLogs : ILoggerFactory
{
    private readonly ILoggerFactory _inner;

    public PageLogs(ILoggerFactory inner)
    {
        _inner = inner;
    }

    public ILogger CreateLogger(string categoryName) => new Quiet(_inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => ArgumentNullException.ThrowIfNull(provider);

    /// <summary>The inner factory is its owner's.</summary>
    public void Dispose()
    {
    }

    private sealed class Quiet(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
