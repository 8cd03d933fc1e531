using Microsoft.Extensions.Logging;

namespace Mesh.Node.Logging;

/// <summary>The command's loggers: to the log file in the data folder, and to standard error where no screen is in the way.</summary>
internal sealed class QueueLoggerFactory : ILoggerFactory, IAsyncDisposable
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "mesh.log";

    private readonly List<LogQueue> _queues = [];
    private readonly LogLevel _least;
    private readonly TimeProvider _time;
    private LogFile? _file;

    public QueueLoggerFactory(bool isVerbose, TimeProvider time)
    {
        _least = isVerbose ? LogLevel.Debug : LogLevel.Information;
        _time = time;
    }

    /// <summary>Logs to the file in this folder, too. Before the first logger is made.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public void LogToFolder(string folder)
    {
        _file = new LogFile(Path.Combine(folder, FileName));
        _queues.Add(new LogQueue(_file.Append));
    }

    /// <summary>Logs to this writer, too. Before the first logger is made.</summary>
    public void LogTo(TextWriter writer) => _queues.Add(new LogQueue(line =>
    {
        writer.WriteLine(line);
        writer.Flush();
    }));

    public ILogger CreateLogger(string categoryName) => new QueueLogger(categoryName, _least, _queues, _time);

    /// <summary>Others' providers have no place here; what they would log goes to the file already.</summary>
    public void AddProvider(ILoggerProvider provider) => ArgumentNullException.ThrowIfNull(provider);

    public void Dispose() => _file?.Dispose();

    public async ValueTask DisposeAsync()
    {
        foreach (LogQueue queue in _queues)
        {
            await queue.DisposeAsync();
        }

        Dispose();
    }
}
