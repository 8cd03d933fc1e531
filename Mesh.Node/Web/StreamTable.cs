namespace Mesh.Node.Web;

/// <summary>How many streams are open for each address and guest; a key goes with its last stream, so it is as bounded as the connections. Thread-safe.</summary>
internal sealed class StreamTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = [];

    /// <summary>How many keys have open streams.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Opens a stream; null when there are too many. Disposing what is returned closes it.</summary>
    public IDisposable? Open(string key, int most)
    {
        lock (_lock)
        {
            int open = _open.GetValueOrDefault(key);
            if (open >= most)
            {
                return null;
            }

            _open[key] = open + 1;
            return new Stream(this, key);
        }
    }

    private void Close(string key)
    {
        lock (_lock)
        {
            if (--_open[key] == 0)
            {
                _open.Remove(key);
            }
        }
    }

    private sealed class Stream(StreamTable table, string key) : IDisposable
    {
        private int _isClosed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                table.Close(key);
            }
        }
    }
}
