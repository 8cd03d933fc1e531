using System.IO.Compression;
using Mesh.Node.Configuration;
using Mesh.Node.Doctor;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Doctor;

/// <summary>The report that is handed to somebody.</summary>
public sealed class ReportBundleTests : IDisposable
{
    private static readonly Examination Healthy = new(FakeChatNode.Noon, TimeSpan.FromSeconds(3), [], new Facts(new NodeFacts { Network = "mesh" }, new MachineFacts { System = "linux" }));

    private readonly TestFolder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, "report.zip");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_for_its_owner_only()
    {
        await ReportBundle.WriteAsync(FilePath, Healthy, dataFolder: null, TestContext.Current.CancellationToken);

        await using (ZipArchive zip = await ZipFile.OpenReadAsync(FilePath, TestContext.Current.CancellationToken))
        {
            Assert.Equal(["report.txt", "doctor.json"], zip.Entries.Select(entry => entry.FullName));
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
    }

    [Fact]
    public async Task Half_a_report_does_not_stay()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReportBundle.WriteAsync(FilePath, Healthy, dataFolder: null, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task What_is_there_stays_as_it_is()
    {
        _folder.Write("report.zip", "mine");
        ComplaintException complaint = await Assert.ThrowsAsync<ComplaintException>(() => ReportBundle.WriteAsync(FilePath, Healthy, dataFolder: null, TestContext.Current.CancellationToken));
        Assert.Contains("cannot be written", complaint.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken));
    }
}
