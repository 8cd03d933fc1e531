namespace Mesh.Tests.Integration.Laboratory;

[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class LabProcessTests
{
    private const string Echo = """while IFS= read -r line; do printf '{"event":"echo","text":"%s","n":7}\n' "$line"; done; echo done""";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Lines_go_in_and_events_come_out_with_their_time()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1);
        LabProcess echo = lab.Run(lab.Hosts[0], "/bin/sh", ["-c", Echo]);
        long typed = await echo.TypeAsync("grüß dich");
        LabLine line = await echo.WaitForAsync("the echo", line => line.Field("text") == "grüß dich", Soon);
        Assert.Equal("echo", line.Event);
        Assert.Equal(7, line.Number("n"));
        Assert.InRange(line.Since(typed), TimeSpan.Zero, Soon);
        echo.EndInput();
        Assert.Equal(0, await echo.WaitForExitAsync(Soon));
        Assert.Equal("done", echo.Output.Since()[^1].Text);
    }

    [Fact]
    public async Task A_wait_in_vain_shows_what_was_printed_last()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1);
        LabProcess process = lab.Run(lab.Hosts[0], "/bin/sh", ["-c", "echo out; echo complaint >&2; exec sleep 600"]);
        await process.WaitForAsync("its output", line => line.Text == "out", Soon);
        TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(
            () => process.WaitForAsync("a miracle", _ => false, TimeSpan.FromMilliseconds(200)));
        Assert.Contains("did not show a miracle within 0.2 s", late.Message, StringComparison.Ordinal);
        Assert.Contains("    out", late.Message, StringComparison.Ordinal);
        Assert.Contains("    complaint", late.Message, StringComparison.Ordinal);
        process.Terminate();
        TimeoutException ended = await Assert.ThrowsAsync<TimeoutException>(() => process.WaitForAsync("a miracle", _ => false, Soon));
        Assert.Contains("before a miracle", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_hides_what_came_before_it()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1);
        LabProcess echo = lab.Run(lab.Hosts[0], "/bin/sh", ["-c", Echo]);
        await echo.TypeAsync("again");
        LabLine first = await echo.WaitForAsync("the echo", line => line.Event == "echo", Soon);
        int mark = echo.Output.Count;
        await echo.TypeAsync("again");
        LabLine second = await echo.WaitForAsync("the echo", line => line.Event == "echo", Soon, mark);
        Assert.NotSame(first, second);
    }

    [Fact]
    public async Task Each_user_of_a_host_has_a_home_that_outlives_the_process()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1);
        LabProcess writer = lab.Run(lab.Hosts[0], "/bin/sh", ["-c", "echo kept > \"$XDG_DATA_HOME/note\"; test -d \"$TMPDIR\""]);
        Assert.Equal(0, await writer.WaitForExitAsync(Soon));
        LabProcess reader = lab.Run(lab.Hosts[0], "/bin/sh", ["-c", "cat \"$HOME/data/note\""]);
        Assert.Equal(0, await reader.WaitForExitAsync(Soon));
        Assert.Equal("kept", reader.Output.Since().Single().Text);
        LabProcess stranger = lab.Run(lab.Hosts[0], "/bin/sh", ["-c", "cat \"$HOME/data/note\""], new LabProcessOptions { User = "other" });
        Assert.NotEqual(0, await stranger.WaitForExitAsync(Soon));
    }

    [Fact]
    public async Task A_frozen_process_says_nothing_until_it_goes_on()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1);
        LabProcess echo = lab.Run(lab.Hosts[0], "/bin/sh", ["-c", Echo]);
        await echo.TypeAsync("one");
        await echo.WaitForAsync("the echo", line => line.Field("text") == "one", Soon);
        echo.Stop();
        await echo.TypeAsync("two");
        Assert.Null(await echo.Output.FindAsync(line => line.Field("text") == "two", 0, TimeSpan.FromMilliseconds(200)));
        echo.Continue();
        await echo.WaitForAsync("the echo", line => line.Field("text") == "two", Soon);
        echo.Kill9();
        Assert.Equal(128 + 9, await echo.WaitForExitAsync(Soon));
    }

    [Fact]
    public async Task The_kernel_tells_time_memory_and_bytes_on_the_wire()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        LabProcess busy = lab.Run(lab.Hosts[0], "/bin/sh", ["-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done; exec sleep 600"]);
        await busy.WaitForAsync("its end", line => line.Text == "done", TimeSpan.FromSeconds(20));
        Assert.InRange(busy.Figures.Cpu, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(20));
        Assert.InRange(busy.Figures.ResidentBytes, 100 * 1024, 100 * 1024 * 1024);

        using UdpEar one = UdpEar.Open(lab.Hosts[0]);
        using UdpEar other = UdpEar.Open(lab.Hosts[1]);
        long before = lab.Hosts[0].WireBytes().Sent;
        one.Shout(new string('x', 1000));
        Assert.NotNull(await other.HearAsync(Soon));
        Assert.InRange(lab.Hosts[0].WireBytes().Sent - before, 1062, 2500);
    }

    [Fact]
    public async Task The_command_can_be_started_on_a_host()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1);
        LabProcess command = lab.Run(lab.Hosts[0], MeshHost.Dotnet, [MeshHost.Program, "--version"]);
        Assert.Equal(0, await command.WaitForExitAsync(TimeSpan.FromSeconds(20)));
        Assert.NotEmpty(command.Output.Since());
    }
}
