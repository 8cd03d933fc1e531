using Mesh.Node.Processes;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Processes;

/// <summary>The system's programs, played by scripts.</summary>
public sealed class ProgramsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_gets_its_arguments_and_input_and_is_heard_to_its_end()
    {
        Script("nmcli", "printf '%s,' \"$@\"; cat; echo bad >&2; exit 4");
        ProgramAnswer answer = await Programs().RunAsync(["nmcli", "a b", "$c"], "secret", _token);
        Assert.Equal((4, "a b,$c,secret", "bad", "exit code 4"), (answer.Code, answer.Output, answer.Complaint, answer.ToString()));
    }

    [Fact]
    public async Task A_program_that_does_not_read_its_input_is_no_fault()
    {
        Script("nmcli", "exec 0<&-; exit 0");
        Assert.Equal(0, (await Programs().RunAsync(["nmcli"], new string('x', 300_000), _token)).Code);
    }

    [Fact]
    public async Task One_that_is_missing_has_the_code_of_the_shell()
    {
        Assert.False(Programs().Has("no-such-program"));
        Assert.Equal(127, (await Programs().RunAsync(["no-such-program"], null, _token)).Code);
    }

    private Programs Programs() => new(_folder.Path + Path.PathSeparator + "/bin", TimeProvider.System);

    private void Script(string name, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script needs a shell.");
        string path = _folder.Write(name, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
