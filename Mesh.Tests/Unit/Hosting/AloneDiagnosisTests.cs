using System.Net;
using Mesh.Discovery;
using Mesh.Hosting;
using Mesh.Protocol;
using Mesh.Transports;

namespace Mesh.Tests.Unit.Hosting;

public sealed class AloneDiagnosisTests
{
    private static readonly InterfaceState Loopback = new("lo", 1, [IPAddress.Loopback], true, true, null, null, 0);
    private static readonly InterfaceState Wireless = new("wlan0", 3, [IPAddress.Parse("fe80::1"), IPAddress.Parse("169.254.3.4")], false, true, null, true, 0);

    [Fact]
    public void Without_any_interface_it_says_so()
    {
        AloneReason reason = Single(new() { Network = "mesh", IsMdnsOn = true });
        Assert.Equal(AloneCause.NoInterface, reason.Cause);
        Assert.Equal("No network interface is usable.", reason.Sentence);
    }

    [Fact]
    public void With_only_loopback_it_names_what_is_wrong_with_the_others()
    {
        InterfaceState down = new("eth0", 2, [], false, false, "It is down.", null, 0);
        AloneReason reason = Single(new() { Network = "mesh", IsMdnsOn = true, Interfaces = [Loopback, down] });
        Assert.Equal(AloneCause.OnlyLoopback, reason.Cause);
        Assert.Equal("No network interface but loopback is usable (eth0: It is down).", reason.Sentence);
    }

    [Fact]
    public void When_interfaces_were_asked_for_only_they_are_told_and_the_choice_is_the_advice()
    {
        InterfaceState missing = new("wlan9", 0, [], false, false, "There is no interface 'wlan9'; name one of lo, wlan0.", null, 0);
        InterfaceState left = Wireless with { IsUsed = false, Fault = "wlan0 is not among the interfaces asked for; name it too to use it." };
        AloneReason reason = Single(Hearing(Loopback with { IsUsed = false }, left, missing) with { GivenInterfaces = ["wlan9"] });
        Assert.Equal(AloneCause.NoInterface, reason.Cause);
        Assert.Equal("No network interface that was asked for is usable (wlan9: There is no interface 'wlan9'; name one of lo, wlan0).", reason.Sentence);
        Assert.Equal("Ask for an interface that is up, or for none to use all.", reason.Advice);
    }

    // Prevents "berta is near on wlan0" beside "on wlan0 no other node is heard".
    [Fact]
    public void An_interface_on_which_somebody_was_met_is_not_called_empty_as_well()
    {
        AloneEvidence evidence = Hearing(Wireless, Wireless with { Name = "eth0" }) with { Strangers = [new(null, "berta", "wlan0", IsOtherNetwork: true)] };
        Assert.Equal([("wlan0", AloneCause.OtherNetwork), ("eth0", AloneCause.NobodyHeard)], AloneDiagnosis.Explain(evidence).Select(reason => (reason.Interface, reason.Cause)));
    }

    [Fact]
    public void Multicast_that_does_not_come_back_is_told_for_its_interface()
    {
        AloneReason reason = Single(Hearing(Wireless with { MulticastReturned = false }));
        Assert.Equal((AloneCause.MulticastSilent, "wlan0"), (reason.Cause, reason.Interface));
        Assert.Contains("5353", reason.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interface_on_which_nobody_is_heard_is_told_with_its_address()
    {
        AloneReason reason = Single(Hearing(Wireless));
        Assert.Equal((AloneCause.NobodyHeard, "wlan0"), (reason.Cause, reason.Interface));
        Assert.Equal("On wlan0 (169.254.3.4) no other node is heard.", reason.Sentence);
    }

    [Fact]
    public void Each_interface_has_its_own_reason()
    {
        IReadOnlyList<AloneReason> reasons = AloneDiagnosis.Explain(Hearing(Loopback, Wireless, Wireless with { Name = "eth0", MulticastReturned = false }));
        Assert.Equal([("eth0", AloneCause.MulticastSilent), ("wlan0", AloneCause.NobodyHeard)], reasons.Select(reason => (reason.Interface, reason.Cause)));
    }

    [Theory]
    [InlineData(LinkFailure.TimedOut, AloneCause.PortSilent, "does not answer")]
    [InlineData(LinkFailure.Unreachable, AloneCause.PortSilent, "cannot be reached")]
    [InlineData(LinkFailure.Forbidden, AloneCause.PortSilent, "does not let us connect")]
    [InlineData(LinkFailure.Refused, AloneCause.PortRefused, "refuses connections")]
    [InlineData(LinkFailure.NotMesh, AloneCause.LinkRefused, "it speaks something else")]
    [InlineData(LinkFailure.Rejected, AloneCause.LinkRefused, "it speaks something else")]
    public void A_node_that_was_heard_and_not_reached_is_told_first(LinkFailure failure, AloneCause cause, string words)
    {
        ObservedDial dial = new("anna", "169.254.7.7:6374", "wlan0", false, failure, "it speaks something else.");
        AloneReason reason = Single(Hearing(Wireless with { HeardOthers = 1 }) with { Dials = [dial] });
        Assert.Equal((cause, "wlan0"), (reason.Cause, reason.Interface));
        Assert.Contains(words, reason.Sentence, StringComparison.Ordinal);
        Assert.Contains("169.254.7.7:6374", reason.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void That_this_node_answered_itself_is_no_reason()
    {
        ObservedDial dial = new("me", "127.0.0.1:6374", "lo", true, LinkFailure.Self, "");
        Assert.Equal(AloneCause.NobodyHeard, Single(Hearing(Wireless) with { Dials = [dial] }).Cause);
    }

    [Fact]
    public void A_node_of_another_network_is_named_with_our_network()
    {
        ObservedStranger stranger = new(null, "berta", "wlan0", IsOtherNetwork: true);
        AloneReason reason = AloneDiagnosis.Explain(Hearing(Wireless) with { Strangers = [stranger] })[0];
        Assert.Equal(AloneCause.OtherNetwork, reason.Cause);
        Assert.Equal("berta is near on wlan0, but in another network than 'mesh'.", reason.Sentence);
    }

    [Fact]
    public void A_node_of_another_revision_is_named()
    {
        ObservedStranger stranger = new(null, "berta", "wlan0", IsOtherNetwork: false);
        Assert.Equal(AloneCause.RevisionMismatch, AloneDiagnosis.Explain(Hearing(Wireless) with { Strangers = [stranger] })[0].Cause);
    }

    [Theory]
    [InlineData(RefusalCode.Passphrase, AloneCause.PassphraseMismatch)]
    [InlineData(RefusalCode.Network, AloneCause.OtherNetwork)]
    [InlineData(RefusalCode.Revision, AloneCause.RevisionMismatch)]
    [InlineData(RefusalCode.Full, AloneCause.LinkRefused)]
    [InlineData(RefusalCode.Shunned, AloneCause.LinkRefused)]
    public void A_refused_link_is_told_before_everything_that_was_only_heard(object code, AloneCause cause)
    {
        ObservedRefusal refusal = new(new PeerId(new Id128(0, 7)), (RefusalCode)code, true, "anna at 10.0.0.7:6374", "wlan0", "There is no room.");
        AloneEvidence evidence = Hearing(Wireless) with { Refusals = [refusal], Strangers = [new(null, "berta", "wlan0", true)] };
        AloneReason reason = AloneDiagnosis.Explain(evidence)[0];
        Assert.Equal((cause, "wlan0"), (reason.Cause, reason.Interface));
        Assert.Contains("anna at 10.0.0.7:6374", reason.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_discovery_the_given_peers_are_named()
    {
        AloneReason none = Single(new() { Network = "mesh", IsMdnsOn = false });
        Assert.Equal("Discovery is switched off and no peer's address was given.", none.Sentence);
        AloneReason some = Single(new() { Network = "mesh", IsMdnsOn = false, GivenPeers = ["10.0.0.7"] });
        Assert.Equal(AloneCause.DiscoveryOff, some.Cause);
        Assert.Contains("10.0.0.7", some.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_always_a_reason_even_when_somebody_was_heard_just_now()
    {
        AloneReason reason = Single(Hearing(Wireless with { HeardOthers = 2 }));
        Assert.Equal((AloneCause.LinkRefused, "wlan0"), (reason.Cause, reason.Interface));
    }

    [Fact]
    public void Many_reasons_are_cut_to_a_screenful_and_the_same_reason_is_told_once()
    {
        ObservedStranger[] strangers = [.. Enumerable.Range(0, 60).Select(i => new ObservedStranger(null, $"stranger {i}", "wlan0", true))];
        Assert.Equal(16, AloneDiagnosis.Explain(Hearing(Wireless) with { Strangers = strangers }).Count);
        Assert.Single(AloneDiagnosis.Explain(Hearing(Wireless) with { Strangers = [strangers[0], strangers[0]] }));
    }

    private static AloneEvidence Hearing(params InterfaceState[] interfaces) => new() { Network = "mesh", IsMdnsOn = true, Interfaces = interfaces };

    private static AloneReason Single(AloneEvidence evidence) => Assert.Single(AloneDiagnosis.Explain(evidence));
}
