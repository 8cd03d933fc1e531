using System.Text;

namespace Mesh.Tests.Unit.Node;

/// <summary>Keeps what is written, and can be read while others write.</summary>
internal sealed class CapturedText : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_lock)
        {
            _text.Append(value);
            _written.TrySetResult();
            _written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits until this has been written.</summary>
    public async Task UntilAsync(string part, CancellationToken cancellationToken)
    {
        while (NotYet(part) is { } written)
        {
            await written.WaitAsync(cancellationToken);
        }
    }

    public string[] Lines() => ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }

    private Task? NotYet(string part)
    {
        lock (_lock)
        {
            return _text.ToString().Contains(part, StringComparison.Ordinal) ? null : _written.Task;
        }
    }
}
