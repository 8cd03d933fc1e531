namespace Mesh.Node.Lines;

/// <summary>Writes lines to standard output and standard error, each whole and flushed, from several tasks at a time.</summary>
internal sealed class LineWriter : IDisposable
{
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly SemaphoreSlim _turn = new(1, 1);

    public LineWriter(TextWriter output, TextWriter error)
    {
        _output = output;
        _error = error;
    }

    /// <summary>Writes the lines together.</summary>
    /// <exception cref="OutputClosedException">Whoever read standard output is gone.</exception>
    public async Task WriteAsync(IReadOnlyList<ChatLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (ChatLine line in lines)
            {
                TextWriter writer = line.IsNote ? _error : _output;
                await writer.WriteAsync(line.Text + "\n");
                await writer.FlushAsync(CancellationToken.None);
            }
        }
        catch (IOException fault)
        {
            throw new OutputClosedException(fault);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
