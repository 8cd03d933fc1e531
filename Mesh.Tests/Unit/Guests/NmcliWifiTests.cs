using Mesh.Node.Guests;
using Mesh.Node.Processes;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Guests;

public sealed class NmcliWifiTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("field\nno\nwpa-psk\nfour random words", "field", "four random words", false)]
    [InlineData("field\nyes\nsae\nsecret", "field", "secret", true)]
    [InlineData("a\\:b\\\\c\nno\nwpa-psk\nx\\:y", "a:b\\c", "x:y", false)]
    [InlineData("café\nno", "café", null, false)]
    [InlineData("café\nno\n\n", "café", null, false)]
    public void A_network_is_understood(string told, string ssid, string? password, bool isHidden) =>
        Assert.Equal(new WifiNetwork(ssid, password, isHidden), NmcliWifi.Understand(told));

    [Theory]
    [InlineData("")]
    [InlineData("field")]
    [InlineData("\nno\nwpa-psk\nsecret")]
    [InlineData("field\nno\nwpa-psk\n")]
    [InlineData("field\nno\nwpa-eap\nsecret")]
    [InlineData("field\nno\nnone\n")]
    public void What_a_phone_could_not_join_is_no_network(string told) => Assert.Null(NmcliWifi.Understand(told));

    [Fact]
    public async Task The_active_wireless_connection_is_asked_for()
    {
        string nmcli = Script("""
            case "$*" in
            "-t -f UUID,TYPE connection show --active") printf '%s\n' 'aa:802-3-ethernet' 'bb:802-11-wireless' ;;
            "-s -g 802-11-wireless.ssid,"*" connection show uuid bb") printf '%s\n' 'field' 'no' 'wpa-psk' 'four random words' ;;
            *) exit 9 ;;
            esac
            """);
        Assert.Equal(new WifiNetwork("field", "four random words", false), await FindAsync(nmcli));
    }

    [Theory]
    [InlineData("exit 8")]
    [InlineData("echo nonsense")]
    [InlineData("head -c 1000000 /dev/zero")]
    public async Task Whatever_goes_wrong_is_no_network(string script) => Assert.Null(await FindAsync(Script(script)));

    [Fact]
    public async Task A_system_without_it_has_no_network() => Assert.Null(await FindAsync(Path.Combine(_folder.Path, "missing")));

    [Fact]
    public async Task One_that_does_not_answer_is_given_up_and_ended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there is no /proc, and no nmcli.");
        string mark = Path.Combine(_folder.Path, "pid");
        string nmcli = Script($"echo $$ > '{mark}'; exec sleep 600");
        ManualTime time = new();
        Task<WifiNetwork?> finding = new NmcliWifi(nmcli, new Programs(path: null, time), time).FindAsync(TestContext.Current.CancellationToken);
        while (!File.Exists(mark) || new FileInfo(mark).Length == 0)
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        time.Advance(NmcliWifi.Patience);
        Assert.Null(await finding);
        while (Directory.Exists($"/proc/{File.ReadAllText(mark).Trim()}"))
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public void The_password_is_in_no_text_but_the_code()
    {
        WifiNetwork network = new("field", "four random words", false);
        Assert.Equal("field", $"{network}");
    }

    private static Task<WifiNetwork?> FindAsync(string program) =>
        new NmcliWifi(program, new Programs(path: null, TimeProvider.System), TimeProvider.System).FindAsync(TestContext.Current.CancellationToken);

    private string Script(string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no shell scripts, and no nmcli.");
        string path = _folder.Write("nmcli", $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
