using System.Text;
using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>A session from HELLO to GOODBYE.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Hello_is_answered_by_a_welcome_that_announces_what_works()
    {
        await using WampStage stage = new();
        WampClient client = stage.Connect();

        Assert.Equal(
            $$"""[2,{{client.Session.Id}},{"realm":"mesh","authid":"anonymous","authrole":"owner","authmethod":"anonymous","authprovider":"mesh","agent":"Mesh","roles":"""
            + """{"broker":{"features":{"pattern_based_subscription":true,"publisher_exclusion":true,"publisher_identification":true}}"""
            + ""","dealer":{"features":{"progressive_call_results":true,"call_timeout":true,"call_canceling":true,"caller_identification":true}}}}]""",
            await client.AskAsync(WampClient.Hello));
        Assert.InRange(client.Session.Id, 1, 1L << 53);
    }

    [Fact]
    public async Task Goodbye_is_answered_and_ends_the_session()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();

        Assert.Equal("""[6,{},"wamp.close.goodbye_and_out"]""", await client.AskAsync("""[6,{},"wamp.close.close_realm"]"""));
        Assert.Equal("end", await client.AskAsync("""[32,1,{},"com.example.t"]"""));
    }

    [Fact]
    public async Task Abort_ends_the_session_without_an_answer()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();

        Assert.Equal("end", await client.AskAsync("""[3,{},"wamp.close.killed"]"""));
    }

    [Theory]
    [InlineData("""[32,1,{},"com.example.t"]""", "HELLO comes first")]
    [InlineData("""[6,{},"wamp.close.close_realm"]""", "HELLO comes first")]
    [InlineData("""[5,"secret",{}]""", "HELLO comes first")]
    [InlineData("""[2,5,{}]""", "not for a router")]
    [InlineData("""[1,"mesh",{}]""", "role")]
    [InlineData("hello", "JSON")]
    public async Task What_may_not_come_first_is_a_violation(string message, string part)
    {
        await using WampStage stage = new();
        WampClient client = stage.Connect();

        string answer = await client.AskAsync(message);

        Assert.StartsWith("[3,{", answer, StringComparison.Ordinal);
        Assert.EndsWith(",\"wamp.error.protocol_violation\"]", answer, StringComparison.Ordinal);
        Assert.Contains(part, answer, StringComparison.Ordinal);
        Assert.Equal("end", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData(WampClient.Hello)]
    [InlineData("""[5,"secret",{}]""")]
    [InlineData("""[70,1,{}]""")]
    [InlineData("""[8,68,1,{},"com.example.error"]""")]
    [InlineData("""[8,48,1,{},"com.example.error"]""")]
    [InlineData("""[99,1]""")]
    [InlineData("""[16,0,{},"com.example.t"]""")]
    public async Task What_may_not_come_later_is_a_violation_and_takes_everything_back(string message)
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        await client.AskAsync("""[32,1,{},"com.example.t"]""");
        await client.AskAsync("""[64,2,{},"com.example.p"]""");

        Assert.EndsWith(",\"wamp.error.protocol_violation\"]", await client.AskAsync(message), StringComparison.Ordinal);
        await client.Session.CloseAsync();

        Assert.Empty(stage.Realm.Subscriptions);
        Assert.Empty(stage.Realm.Procedures);
        Assert.Equal(0, stage.Router.SessionCount + stage.Router.Broker.Count + stage.Router.Dealer.Count);
    }

    [Fact]
    public async Task Another_realm_is_refused()
    {
        await using WampStage stage = new();

        Assert.Equal(
            """[3,{"message":"There is no realm 'realm1' here; the realm is 'mesh'."},"wamp.error.no_such_realm"]""",
            await stage.Connect().AskAsync("""[1,"realm1",{"roles":{"caller":{}}}]"""));
    }

    [Fact]
    public async Task Who_is_unknown_shows_a_ticket()
    {
        await using WampStage stage = new(new WampOptions { IsTicket = ticket => ticket == "secret" });
        WampClient client = stage.Connect(WampRole.Nobody);

        Assert.Equal("""[4,"ticket",{}]""", await client.AskAsync("""[1,"mesh",{"roles":{"caller":{}},"authmethods":["anonymous","ticket"],"authid":"anna"}]"""));
        string welcome = await client.AskAsync("""[5,"secret",{}]""");
        Assert.Contains("\"authid\":\"anna\",\"authrole\":\"owner\",\"authmethod\":\"ticket\"", welcome, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["ticket"]""", true, "wrong", "wamp.error.authentication_denied")]
    [InlineData("""["ticket"]""", false, null, "wamp.error.no_matching_auth_method")]
    [InlineData("""["wampcra"]""", true, null, "wamp.error.no_matching_auth_method")]
    [InlineData("""["anonymous"]""", true, null, "wamp.error.authentication_required")]
    [InlineData("""[]""", true, null, "wamp.error.authentication_required")]
    public async Task Who_shows_none_or_a_wrong_one_is_refused(string methods, bool hasToken, string? ticket, string reason)
    {
        await using WampStage stage = new(new WampOptions { IsTicket = hasToken ? shown => shown == "secret" : null });
        WampClient client = stage.Connect(WampRole.Nobody);

        string answer = await client.AskAsync($"[1,\"mesh\",{{\"roles\":{{\"caller\":{{}}}},\"authmethods\":{methods}}}]");
        if (ticket is not null)
        {
            answer = await client.AskAsync($"[5,\"{ticket}\",{{}}]");
        }

        Assert.StartsWith("[3,", answer, StringComparison.Ordinal);
        Assert.EndsWith($",\"{reason}\"]", answer, StringComparison.Ordinal);
        Assert.Equal("end", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_guest_is_not_let_in_unless_rules_say_what_he_may()
    {
        await using WampStage closed = new();
        Assert.EndsWith(",\"wamp.error.not_authorized\"]", await closed.Connect(WampRole.Guest).AskAsync(WampClient.Hello), StringComparison.Ordinal);

        await using WampStage open = new(new WampOptions { Rules = new AccessRules { Guest = new RoleRules { Subscribe = ["com.open."] } } });
        WampClient guest = open.Connect(WampRole.Guest);
        Assert.Contains("\"authrole\":\"guest\"", await guest.AskAsync(WampClient.Hello), StringComparison.Ordinal);
        Assert.StartsWith("[33,1,", await guest.AskAsync("""[32,1,{},"com.open.t"]"""), StringComparison.Ordinal);
        Assert.StartsWith("[33,2,", await guest.AskAsync("""[32,2,{"match":"wildcard"},"com.open."]"""), StringComparison.Ordinal);
        Assert.Contains("wamp.error.not_authorized", await guest.AskAsync("""[32,3,{"match":"prefix"},"com.op"]"""), StringComparison.Ordinal);
        Assert.Contains("wamp.error.not_authorized", await guest.AskAsync("""[32,4,{"match":"wildcard"},"com..t"]"""), StringComparison.Ordinal);
        Assert.Contains("wamp.error.not_authorized", await guest.AskAsync("""[16,5,{"acknowledge":true},"com.open.t"]"""), StringComparison.Ordinal);
        Assert.Contains("wamp.error.not_authorized", await guest.AskAsync("""[64,6,{},"com.open.p"]"""), StringComparison.Ordinal);
        Assert.Contains("wamp.error.not_authorized", await guest.AskAsync("""[48,7,{},"mesh.status"]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_open_its_session_in_time_is_sent_away()
    {
        await using WampStage stage = new();
        WampClient client = stage.Connect();
        WampClient joined = await stage.JoinAsync();

        stage.Time.Advance(WampLimits.OpeningTime);

        Assert.Contains("mesh.error.opening_timed_out", await client.ReceiveAsync(), StringComparison.Ordinal);
        Assert.True(joined.IsSilent());
    }

    [Fact]
    public async Task A_client_that_reads_no_replies_is_sent_away_and_only_then()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        for (int i = 0; i < WampLimits.OutgoingMessagesMax; i++)
        {
            await client.SendAsync("[34,1,7]");
            Assert.Equal(SessionState.Open, client.Session.State);
        }

        await client.SendAsync("[34,1,7]");

        Assert.Equal(
            """[3,{"message":"The client reads too slowly: there was no room left for a reply."},"mesh.error.too_slow"]""",
            await client.ReceiveAsync());
        Assert.Equal("end", await client.ReceiveAsync());
    }

    // Whoever cannot show who he is must not keep out whoever can.
    [Fact]
    public async Task Strangers_do_not_take_the_places_of_those_who_are_known()
    {
        await using WampStage stage = new();
        for (int i = 0; i < WampLimits.StrangersMax; i++)
        {
            stage.Connect(WampRole.Nobody);
        }

        Assert.Null(stage.Router.TryOpen(WampSerialization.Json, WampRole.Nobody));
        await stage.JoinAsync();
        Assert.Equal(WampLimits.StrangersMax + 1, stage.Router.SessionCount);
    }

    [Fact]
    public async Task No_more_sessions_are_taken_than_there_may_be()
    {
        await using WampStage stage = new();
        for (int i = 0; i < WampLimits.SessionsMax; i++)
        {
            stage.Connect();
        }

        Assert.Null(stage.Router.TryOpen(WampSerialization.Json, WampRole.Owner));
        Assert.Equal(WampLimits.SessionsMax, stage.Router.SessionCount);
    }

    [Fact]
    public async Task A_node_that_stops_says_goodbye()
    {
        WampStage stage = new();
        WampClient joined = await stage.JoinAsync();
        WampClient silent = stage.Connect();
        Task stopping = stage.Router.DisposeAsync().AsTask();

        Assert.Equal("""[6,{"message":"The node is stopping."},"wamp.close.system_shutdown"]""", await joined.ReceiveAsync());
        Assert.Equal("""[3,{"message":"The node is stopping."},"wamp.close.system_shutdown"]""", await silent.ReceiveAsync());
        Assert.Null(stage.Router.TryOpen(WampSerialization.Json, WampRole.Owner));
        await joined.Session.CloseAsync();
        await silent.Session.CloseAsync();
        await stopping;
    }

    [Fact]
    public async Task Messages_without_end_of_nonsense_do_no_harm()
    {
        await using WampStage stage = new();
        MeshRandom random = new(6375);
        for (int i = 0; i < 2000; i++)
        {
            WampClient client = stage.Connect(serialization: i % 2 == 0 ? WampSerialization.Json : WampSerialization.MessagePack);
            await client.JoinAsync();
            byte[] bytes = [.. Enumerable.Range(0, random.Next(60)).Select(_ => (byte)random.Next(256))];
            await client.Session.HandleAsync(i % 4 == 0 ? Encoding.UTF8.GetBytes($"[{random.Next(80)},{random.Next(3)},{{}},\"a.b\"]") : bytes);
            await client.Session.CloseAsync();
        }

        Assert.Equal(0, stage.Router.SessionCount);
    }
}
