using System.Text.Json;
using Mesh.Simulator.Commands;
using Mesh.Simulator.Formats;

namespace Mesh.Tests.Unit.Simulator.Commands;

/// <summary>"mesh-sim convert" and "mesh-sim stats".</summary>
public sealed class FileCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-sim-test").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Stats_writes_every_contact_as_JSON()
    {
        string file = Save("trace.txt", Formats.Fixtures.OneContacts);

        (int code, string output, string error) = Run("stats", file, "--format", "one-contacts", "--json", "-");

        Assert.Equal((0, ""), (code, error));
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(3, json.RootElement.GetProperty("nodes").GetInt32());
        Assert.Equal("[[0,1,0,20],[1,2,10,30]]", json.RootElement.GetProperty("contacts").GetRawText());
        Assert.Equal(30, json.RootElement.GetProperty("durationSeconds").GetDouble());
        Assert.Equal(2, json.RootElement.GetProperty("pairs").GetInt32());
    }

    [Fact]
    public void Stats_tells_people_what_is_in_a_file()
    {
        (int code, string output, _) = Run("stats", Save("trace.txt", Formats.Fixtures.OneContacts));

        Assert.Equal(0, code);
        Assert.Contains("contacts      2 of 2 pairs", output, StringComparison.Ordinal);
        Assert.Contains("█", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_file_is_told_in_one_line_with_its_place()
    {
        string file = Save("trace.txt", "0 CONN 0 1 up\n5 CONN 0 1 gone\n");

        (int code, string output, string error) = Run("stats", file, "--format", "one-contacts");

        Assert.Equal((2, "", $"{file}:2:12: expected up or down, found 'gone'.\n"), (code, output, error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Range_gives_contacts_to_movement()
    {
        string file = Save("walk.csv", "id,t,x,y\n0,0,0,0\n1,0,-30,0\n1,10,30,0\n");

        (_, string output, _) = Run("stats", file, "--range", "12", "--json", "-");
        Assert.Equal(0, Run("convert", file, Path.Combine(_folder, "c.txt"), "--to", "one-contacts", "--range", "12").Code);

        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal("[[0,1,3,7]]", json.RootElement.GetProperty("contacts").GetRawText());
        Assert.Equal("3 CONN 0 1 up\n7 CONN 0 1 down\n", File.ReadAllText(Path.Combine(_folder, "c.txt")));
    }

    [Theory]
    [InlineData("far", "--range far: expected metres, 0.1 to 1000000.")]
    [InlineData("0", "--range 0: expected metres, 0.1 to 1000000.")]
    [InlineData("10", "holds no movement, so there is nothing to find contacts in.")]
    public void Range_that_cannot_be_is_told(string range, string complaint)
    {
        (int code, _, string error) = Run("stats", Save("trace.txt", Formats.Fixtures.OneContacts), "--range", range);

        Assert.Equal(2, code);
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_writes_a_file_that_reads_back()
    {
        string file = Save("walk.csv", Formats.Fixtures.Csv);
        string target = Path.Combine(_folder, "out", "walk.movements.gz");

        Assert.Equal(0, Run("convert", file, target, "--to", "bonnmotion").Code);

        Assert.Equal(TimeSpan.FromSeconds(10), FormatCatalogue.Read(target).Movement!.Duration);
        Assert.Contains("nn=2\n", File.ReadAllText(Path.Combine(_folder, "out", "walk.params")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("haggle", "this format is only read")]
    [InlineData("tetris", "there is no such format")]
    [InlineData("graphml", "holds no graph, which graphml needs")]
    public void Convert_says_what_it_cannot_write(string format, string complaint)
    {
        (int code, _, string error) = Run("convert", Save("walk.csv", Formats.Fixtures.Csv), Path.Combine(_folder, "x"), "--to", format);

        Assert.Equal(2, code);
        Assert.Contains(complaint, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "x")));
    }

    [Fact]
    public void Convert_writes_no_endless_file()
    {
        string target = Path.Combine(_folder, "x");

        (int code, _, string error) = Run("convert", Save("walk.csv", "id,t,x,y\na,0,0,0\na,90000000,5,5\n"), target, "--to", "one-movement");

        Assert.Equal((2, "mesh-sim: --to one-movement: 1 nodes over 90000000 s are 90000001 rows of one second, and at most 5000000 are written.\n"), (code, error.ReplaceLineEndings("\n")));
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.Equal((2, "nowhere.csv: there is no such file.\n"), Run("stats", "nowhere.csv") is var (code, _, error) ? (code, error.ReplaceLineEndings("\n")) : default);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = CommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string Save(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
