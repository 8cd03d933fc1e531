using System.Diagnostics;
using Mesh.Node.Configuration;
using Mesh.Node.Fieldlog;
using Mesh.Node.Logging;

namespace Mesh.Tests.Unit.Node.Fieldlog;

/// <summary>Which files a record may be written to, and what else is left as it is.</summary>
public sealed class FieldlogFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly TestFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));

    private string FilePath => Path.Combine(_folder.Path, "walk.jsonl");

    private string AsidePath => FilePath + ".1";

    public void Dispose()
    {
        _folder.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public void A_new_file_is_for_its_owner_only_and_what_was_there_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no such modes.");
            return;
        }

        FieldlogFile.Open(FilePath).Dispose();
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(FilePath));

        string empty = _folder.Write("empty", "");
        File.SetUnixFileMode(empty, Everybody);
        string link = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(link, empty);
        FieldlogFile.Open(link).Dispose();
        Assert.Equal(Everybody, File.GetUnixFileMode(empty));
    }

    [Fact]
    public void Only_field_logs_are_appended_to()
    {
        string other = _folder.Write("diary.txt", "dear diary");
        Assert.Contains("something else than a field log", Complaint(other), StringComparison.Ordinal);
        Assert.Equal("dear diary", File.ReadAllText(other));
        Assert.Contains("--record cannot be written", Complaint(_folder.Path), StringComparison.Ordinal);
        Assert.Contains("--record cannot be written", Complaint(Path.Combine(_folder.Path, "no", "where")), StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_and_pipes_are_refused_and_keep_their_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("They have no place among files there.");
            return;
        }

        UnixFileMode before = File.GetUnixFileMode("/dev/null");
        Assert.Contains("'/dev/null' of --record is a device or a pipe; name a file.", Complaint("/dev/null"), StringComparison.Ordinal);
        Assert.Equal(before, File.GetUnixFileMode("/dev/null"));
        Assert.Contains("is a device or a pipe", Complaint(MakePipe("pipe")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_former_field_log_is_replaced_by_the_full_one()
    {
        _folder.Write("walk.jsonl.1", FieldlogLines.Beginning + "1}\n");
        using FieldlogFile file = FieldlogFile.Open(FilePath, fileBytesMax: 1);
        file.Append(FieldlogLines.Beginning + "2}");
        file.BeginNext();
        Assert.Equal(FieldlogLines.Beginning + "2}\n", File.ReadAllText(AsidePath));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("empty")]
    [InlineData("folder")]
    [InlineData("link")]
    [InlineData("pipe")]
    public void What_is_no_field_log_is_not_replaced_by_the_full_one(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && kind is "link" or "pipe", "They are made otherwise there.");
        Place(kind);
        using FieldlogFile file = FieldlogFile.Open(FilePath, fileBytesMax: 1);
        file.Append(FieldlogLines.Beginning + "2}");

        Assert.True(FieldlogFile.IsOfDisk(Assert.ThrowsAny<Exception>(file.BeginNext)));
        file.Dispose();
        Assert.Equal(FieldlogLines.Beginning + "2}\n", File.ReadAllText(FilePath));
        Assert.True(kind == "folder" ? Directory.Exists(AsidePath) : new FileInfo(AsidePath) is { Exists: true } or { LinkTarget: not null });
    }

    [Fact]
    public async Task The_record_ends_with_one_notice_that_says_why()
    {
        string diary = _folder.Write("walk.jsonl.1", "dear diary");
        FakeChatNode node = new();
        ManualTime time = new();
        CapturedText told = new();
        await using (QueueLoggerFactory logs = new(isVerbose: false, time))
        {
            logs.LogTo(told);
            await using FieldlogRecorder recorder = FieldlogRecorder.Start(node, FieldlogFile.Open(FilePath, fileBytesMax: 1), time, logs.CreateLogger("Mesh.Node.Fieldlog"));
            await time.TimerMadeAsync(_limit.Token);
            time.Advance(TimeSpan.FromSeconds(1));
            await told.UntilAsync("Nothing more is recorded", _limit.Token);
        }

        string line = Assert.Single(told.Lines());
        Assert.Contains($"'{diary}', where it would go, is something else than a field log; move that away and start again", line, StringComparison.Ordinal);
        Assert.Equal("dear diary", await File.ReadAllTextAsync(diary, _limit.Token));
    }

    private static string Complaint(string path) => Assert.Throws<ComplaintException>(() => FieldlogFile.Open(path)).Message;

    private void Place(string kind)
    {
        switch (kind)
        {
            case "folder":
                Directory.CreateDirectory(AsidePath);
                break;
            case "link":
                File.CreateSymbolicLink(AsidePath, "nowhere");
                break;
            case "pipe":
                MakePipe("walk.jsonl.1");
                break;
            default:
                _folder.Write("walk.jsonl.1", kind == "empty" ? "" : "dear diary");
                break;
        }
    }

    private string MakePipe(string name)
    {
        string path = Path.Combine(_folder.Path, name);
        using Process made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }
}
