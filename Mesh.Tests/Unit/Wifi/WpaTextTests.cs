using Mesh.Node.Wifi;

namespace Mesh.Tests.Unit.Wifi;

/// <summary>What wpa_supplicant writes is understood, whatever strangers put into their names.</summary>
public sealed class WpaTextTests
{
    [Theory]
    [InlineData("<3>AP-ENABLED ", "AP-ENABLED", "")]
    [InlineData("<2>CTRL-EVENT-SCAN-FAILED ret=-16", "CTRL-EVENT-SCAN-FAILED", "ret=-16")]
    public void An_event_is_told_from_an_answer(string datagram, string name, string text) => Assert.Equal(new WpaEvent("wlan0", name, text), WpaEvent.Of("wlan0", datagram));

    [Theory]
    [InlineData("OK")]
    [InlineData("")]
    [InlineData("<>x")]
    [InlineData("<x>y")]
    public void An_answer_is_no_event(string datagram) => Assert.Null(WpaEvent.Of("wlan0", datagram));

    [Fact]
    public void A_group_is_understood_and_its_password_is_not_kept()
    {
        WpaEvent told = WpaEvent.Of("p2p-dev-wlan0", "<3>P2P-GROUP-STARTED p2p-wlan0-0 GO ssid=\"DIRECT-a \\\"b\\\" \\xc3\\xa9\" freq=2437 passphrase=\"12345678\" go_dev_addr=02:00:00:00:00:00")!;
        Assert.Equal(new P2pGroup("p2p-wlan0-0", true, "DIRECT-a \"b\" é", 2437, "02:00:00:00:00:00"), P2pGroup.Of(told));
        Assert.DoesNotContain("12345678", told.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name='mesh it's me' group_capab=0x29", "mesh it's me", true)]
    [InlineData("name='TV' group_capab=0x1", "TV", false)]
    [InlineData("name='' group_capab=0xff", "", false)]
    public void An_owner_is_understood(string words, string name, bool isMesh)
    {
        P2pOwner? owner = P2pOwner.Of(new WpaEvent("x", "P2P-DEVICE-FOUND", $"02:00:00:00:01:01 p2p_dev_addr=02:00:00:00:01:00 {words} new=1"));
        Assert.Equal(new P2pOwner("02:00:00:00:01:00", "02:00:00:00:01:01", name), owner);
        Assert.Equal(isMesh, owner?.IsMesh);
    }

    [Theory]
    [InlineData("02:00:00:00:01:01 p2p_dev_addr=02:00:00:00:01:00 name='mesh x' group_capab=0x0")]
    [InlineData("02:00:00:00:01:01 p2p_dev_addr=02:00:00:00:01:00 name='mesh x' group_capab=zz")]
    [InlineData("02:00:00:00:01:01 name='mesh x'")]
    [InlineData("")]
    public void A_device_without_a_group_is_no_owner(string text) => Assert.Null(P2pOwner.Of(new WpaEvent("x", "P2P-DEVICE-FOUND", text)));

    [Fact]
    public void An_owner_is_meant_by_name_with_and_without_the_mark_and_by_address()
    {
        P2pOwner owner = new("02:00:00:00:01:0A", "02:00:00:00:01:0b", "mesh Anna");
        Assert.All((string[])["anna", "mesh anna", "02:00:00:00:01:0a", "02:00:00:00:01:0B"], target => Assert.True(owner.Is(target)));
        Assert.False(owner.Is("ann"));
    }

    [Theory]
    [InlineData("12345670", true)]
    [InlineData("12345671", false)]
    [InlineData("1234567", false)]
    [InlineData("abcdefgh", false)]
    public void A_PIN_has_the_right_last_digit(string pin, bool isRight) => Assert.Equal(isRight, WpsPin.IsRight(pin));

    [Fact]
    public void Every_new_PIN_is_right() => Assert.All(Enumerable.Range(0, 100), _ => Assert.True(WpsPin.IsRight(WpsPin.Random())));

    [Fact]
    public void A_device_name_fits_and_is_cut_between_characters()
    {
        Assert.Equal("mesh anna@field", WifiGroups.DeviceName("anna@field"));
        Assert.Equal(31, System.Text.Encoding.UTF8.GetByteCount(WifiGroups.DeviceName("é" + new string('é', 40))));
    }
}
