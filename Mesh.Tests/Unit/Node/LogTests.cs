using Mesh.Node.Logging;
using Microsoft.Extensions.Logging;

namespace Mesh.Tests.Unit.Node;

public sealed class LogTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_entry_is_one_line_with_time_level_category_and_id()
    {
        await using (QueueLoggerFactory logs = new(isVerbose: false, new ManualTime()))
        {
            logs.LogToFolder(_folder.Path);
            ILogger logger = logs.CreateLogger("Mesh.Links");
            logger.Log(LogLevel.Debug, new EventId(1), "quiet", null, (state, _) => state);
            logger.Log(LogLevel.Warning, new EventId(1207), "peer\nsaid\u001b[2J", new FormatException("bad"), (state, _) => state);
        }

        string line = Assert.Single(File.ReadAllLines(Path.Combine(_folder.Path, QueueLoggerFactory.FileName)));
        Assert.StartsWith("2026-05-04T12:00:00.250Z warn  Mesh.Links[1207] peer⏎said[2J | System.FormatException: bad", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verbose_log_has_debug_entries()
    {
        CapturedText text = new();
        await using (QueueLoggerFactory logs = new(isVerbose: true, new ManualTime()))
        {
            logs.LogTo(text);
            logs.CreateLogger("x").Log(LogLevel.Debug, new EventId(1), "loud", null, (state, _) => state);
        }

        Assert.Contains("debug x[1] loud", Assert.Single(text.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_file_is_put_aside_once()
    {
        string path = Path.Combine(_folder.Path, "mesh.log");
        using (LogFile file = new(path, fileBytesMax: 100))
        {
            for (int i = 0; i < 100; i++)
            {
                file.Append(FormattableString.Invariant($"line {i:000}"));
            }
        }

        Assert.Equal("line 099", File.ReadAllLines(path)[^1]);
        Assert.InRange(new FileInfo(path).Length, 1, 100);
        Assert.InRange(new FileInfo(path + ".1").Length, 1, 100);
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task A_log_that_cannot_keep_up_leaves_lines_out_and_says_how_many()
    {
        using ManualResetEventSlim gate = new();
        List<string> written = [];
        LogQueue queue = new(line =>
        {
            gate.WaitHandle.WaitOne();
            written.Add(line);
        });
        const int Extra = 10;
        for (int i = 0; i < LogQueue.LinesMax + Extra; i++)
        {
            queue.Add("line");
        }

        gate.Set();
        await queue.DisposeAsync();
        int leftOut = LogQueue.LinesMax + Extra - written.Count(line => line == "line");
        Assert.InRange(leftOut, 1, Extra);
        Assert.Contains(written, line => line == FormattableString.Invariant($"({leftOut} lines were left out: the log could not keep up)"));
    }

    [Fact]
    public async Task A_full_disk_ends_the_log_and_nothing_else()
    {
        LogQueue queue = new(_ => throw new IOException("No space left on device"));
        queue.Add("one");
        queue.Add("two");
        await queue.DisposeAsync();
        queue.Add("three");
    }
}
