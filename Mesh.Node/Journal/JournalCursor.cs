namespace Mesh.Node.Journal;

/// <summary>One reader's place in the journal. For one reader at a time.</summary>
internal sealed class JournalCursor : IDisposable
{
    private readonly EventJournal _journal;
    private readonly JournalView _view;
    private long _number;
    private bool _isRestarted;
    private bool _isDisposed;

    internal JournalCursor(EventJournal journal, JournalView view, long number, bool isRestarted)
    {
        _journal = journal;
        _view = view;
        _number = number;
        _isRestarted = isRestarted;
    }

    /// <summary>The place behind all that was read.</summary>
    public JournalPlace Place => new(_journal.Run, _number);

    /// <summary>What is there now.</summary>
    public JournalBatch Read()
    {
        JournalBatch batch = _journal.Read(_view, ref _number);
        if (_isRestarted)
        {
            _isRestarted = false;
            return batch with { Reset = "restarted" };
        }

        return batch;
    }

    /// <summary>Completes when there may be more; at once when there is.</summary>
    public Task WaitAsync() => _isRestarted ? Task.CompletedTask : _journal.WaitAsync(_number);

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _journal.Close();
        }
    }
}
