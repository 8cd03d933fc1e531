using System.Globalization;
using Mesh.Node.Chat;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Logging;

/// <summary>A logger of one category that writes each entry as one line to the queues.</summary>
internal sealed class QueueLogger : ILogger
{
    private readonly string _category;
    private readonly LogLevel _least;
    private readonly IReadOnlyList<LogQueue> _queues;
    private readonly TimeProvider _time;

    public QueueLogger(string category, LogLevel least, IReadOnlyList<LogQueue> queues, TimeProvider time)
    {
        _category = category;
        _least = least;
        _queues = queues;
        _time = time;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= _least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string time = _time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string fault = exception is null ? string.Empty : $" | {exception}";
        string line = Printable.Line($"{time} {Word(logLevel)} {_category}[{eventId.Id.ToString(CultureInfo.InvariantCulture)}] {formatter(state, exception)}{fault}");
        foreach (LogQueue queue in _queues)
        {
            queue.Add(line);
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        _ => "error",
    };
}
