using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>Publishing and subscribing between sessions of one router and of two.</summary>
public sealed class BrokerTests
{
    [Fact]
    public async Task An_event_reaches_subscribers_at_both_routers_and_not_its_publisher()
    {
        FakeMesh mesh = new();
        await using WampStage near = new(mesh: mesh);
        await using WampStage far = new(mesh: mesh);
        WampClient publisher = await near.JoinAsync();
        WampClient neighbour = await near.JoinAsync();
        WampClient distant = await far.JoinAsync();
        foreach (WampClient client in new[] { publisher, neighbour, distant })
        {
            Assert.Equal("[33,1,1]", await client.AskAsync("""[32,1,{},"com.example.t"]"""));
        }

        Assert.Equal("[17,2,1]", await publisher.AskAsync("""[16,2,{"acknowledge":true},"com.example.t",[51,"ü",1.0],{"k":[null]}]"""));

        Assert.Equal("""[36,1,1,{},[51,"ü",1.0],{"k":[null]}]""", await neighbour.ReceiveAsync());
        Assert.Equal("""[36,1,1,{},[51,"ü",1.0],{"k":[null]}]""", await distant.ReceiveAsync());
        Assert.True(publisher.IsSilent());
    }

    [Fact]
    public async Task A_publisher_that_asks_for_it_gets_its_own_event()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        await client.AskAsync("""[32,1,{},"com.example.t"]""");

        Assert.Equal("[36,1,1,{}]", await client.AskAsync("""[16,2,{"exclude_me":false},"com.example.t"]"""));
    }

    [Fact]
    public async Task An_event_comes_once_for_each_subscription_that_matches_and_patterns_tell_the_topic()
    {
        await using WampStage stage = new();
        WampClient publisher = await stage.JoinAsync();
        WampClient client = await stage.JoinAsync();
        Assert.Equal("[33,1,1]", await client.AskAsync("""[32,1,{"match":"exact"},"com.example.t"]"""));
        Assert.Equal("[33,2,2]", await client.AskAsync("""[32,2,{"match":"prefix"},"com.ex"]"""));
        Assert.Equal("[33,3,3]", await client.AskAsync("""[32,3,{"match":"wildcard"},"com..t"]"""));
        Assert.Equal("[33,4,1]", await client.AskAsync("""[32,4,{},"com.example.t"]"""));

        await publisher.SendAsync("""[16,1,{"disclose_me":true},"com.example.t",[1]]""");

        string who = $"\"publisher\":{publisher.Session.Id},\"publisher_authid\":\"{stage.Realm.Peer}\"";
        Assert.Equal($"[36,1,1,{{{who}}},[1]]", await client.ReceiveAsync());
        Assert.Equal($"[36,2,1,{{\"topic\":\"com.example.t\",{who}}},[1]]", await client.ReceiveAsync());
        Assert.Equal($"[36,3,1,{{\"topic\":\"com.example.t\",{who}}},[1]]", await client.ReceiveAsync());
        Assert.True(client.IsSilent());
    }

    [Fact]
    public async Task A_messagepack_session_and_a_json_session_get_the_same_event()
    {
        await using WampStage stage = new();
        WampClient publisher = await stage.JoinAsync();
        WampClient packed = stage.Connect(serialization: WampSerialization.MessagePack);
        await packed.JoinAsync();
        WampClient text = await stage.JoinAsync();
        await packed.AskAsync("""[32,1,{},"com.example.t"]""");
        await text.AskAsync("""[32,1,{},"com.example.t"]""");

        await publisher.SendAsync("""[16,1,{},"com.example.t",[18446744073709551615,1.0,"\u0000AP8="]]""");

        Assert.Equal("""[36,1,1,{},[18446744073709551615,1.0,"\u0000AP8="]]""", await packed.ReceiveAsync());
        Assert.Equal("""[36,1,1,{},[18446744073709551615,1.0,"\u0000AP8="]]""", await text.ReceiveAsync());
    }

    [Fact]
    public async Task A_publishers_order_holds_across_topics()
    {
        await using WampStage stage = new();
        WampClient publisher = await stage.JoinAsync();
        WampClient client = await stage.JoinAsync();
        await client.AskAsync("""[32,1,{"match":"prefix"},"com."]""");
        for (int i = 1; i <= 500; i++)
        {
            await publisher.SendAsync($"[16,{i},{{}},\"com.t{i % 7}\",[{i}]]");
        }

        for (int i = 1; i <= 500; i++)
        {
            Assert.Equal($"[36,1,{i},{{\"topic\":\"com.t{i % 7}\"}},[{i}]]", await client.ReceiveAsync());
        }
    }

    [Fact]
    public async Task Sessions_share_a_subscription_and_the_last_one_takes_it_back()
    {
        await using WampStage stage = new();
        WampClient first = await stage.JoinAsync();
        WampClient second = await stage.JoinAsync();
        Assert.Equal("[33,1,1]", await first.AskAsync("""[32,1,{},"com.example.t"]"""));
        Assert.Equal("[33,1,1]", await second.AskAsync("""[32,1,{},"com.example.t"]"""));

        Assert.Equal("[35,2]", await first.AskAsync("[34,2,1]"));
        Assert.Equal(["Exact com.example.t"], stage.Realm.Subscriptions);
        Assert.Contains("wamp.error.no_such_subscription", await first.AskAsync("[34,3,1]"), StringComparison.Ordinal);

        await second.Session.CloseAsync();
        Assert.Empty(stage.Realm.Subscriptions);
        Assert.Equal("[33,4,2]", await first.AskAsync("""[32,4,{},"com.example.t"]"""));
    }

    [Theory]
    [InlineData("""[32,1,{},""]""", "invalid_uri")]
    [InlineData("""[32,1,{},"a..b"]""", "invalid_uri")]
    [InlineData("""[32,1,{},"a b"]""", "invalid_uri")]
    [InlineData("""[32,1,{},"a#b"]""", "invalid_uri")]
    [InlineData("""[32,1,{"match":"wildcard"},""]""", "invalid_uri")]
    [InlineData("""[32,1,{"match":"regex"},"a"]""", "option_not_allowed")]
    [InlineData("[34,1,99]", "no_such_subscription")]
    [InlineData("""[16,1,{"acknowledge":true},"a..b"]""", "invalid_uri")]
    [InlineData("""[16,1,{"acknowledge":true},"wamp.mine"]""", "invalid_uri")]
    [InlineData("""[16,1,{"acknowledge":true},"mesh.mine"]""", "not_authorized")]
    [InlineData("""[16,1,{"acknowledge":true},"mesh"]""", "not_authorized")]
    public async Task A_request_that_cannot_be_met_is_answered_by_its_error(string request, string error)
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();

        string answer = await client.AskAsync(request);

        Assert.StartsWith($"[8,{request[1..3]},1,{{}},\"wamp.error.{error}\",[\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_that_are_too_large_are_refused_when_an_answer_is_wanted()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        string large = new('x', MeshArguments.BytesMax);

        Assert.Contains("wamp.error.payload_size_exceeded", await client.AskAsync($"[16,1,{{\"acknowledge\":true}},\"a\",[\"{large}\"]]"), StringComparison.Ordinal);
        await client.SendAsync($"[16,2,{{}},\"a\",[\"{large}\"]]");
        Assert.True(client.IsSilent());
    }

    [Fact]
    public async Task What_another_node_publishes_under_the_nodes_own_names_is_not_believed()
    {
        FakeMesh mesh = new();
        await using WampStage stage = new(mesh: mesh);
        FakeRealm liar = mesh.AddNode();
        WampClient client = await stage.JoinAsync();
        await client.AskAsync("""[32,1,{"match":"prefix"},""]""");

        await liar.PublishAsync("mesh.room.message", MeshArguments.Of("lie"), new PublishOptions(), TestContext.Current.CancellationToken);
        await liar.PublishAsync("com.example.t", MeshArguments.Of("truth"), new PublishOptions(), TestContext.Current.CancellationToken);

        Assert.Equal("""[36,1,2,{"topic":"com.example.t"},["truth"]]""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Events_that_never_came_are_told_within_a_second()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        await client.AskAsync("""[32,1,{},"mesh.events.lost"]""");

        stage.Realm.Readers[0].Dropped = 7;
        stage.Time.Advance(WampLimits.LossInterval);

        Assert.EndsWith(""",{},[],{"lost":7,"lostInAll":7}]""", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_session_loses_its_oldest_events_is_told_and_nobody_else_notices()
    {
        await using WampStage stage = new();
        WampClient publisher = await stage.JoinAsync();
        WampClient slow = await stage.JoinAsync();
        WampClient watcher = await stage.JoinAsync();
        await slow.AskAsync("""[32,1,{},"com.example.t"]""");
        await watcher.AskAsync("""[32,1,{},"mesh.session.dropped"]""");
        WampClient quick = await stage.JoinAsync();
        await quick.AskAsync("""[32,1,{},"com.example.t"]""");

        const int Count = WampLimits.OutgoingMessagesMax + 100;
        for (int i = 1; i <= Count; i++)
        {
            await publisher.SendAsync($"[16,{i},{{}},\"com.example.t\",[{i}]]");
            Assert.Equal($"[36,1,{i},{{}},[{i}]]", await quick.ReceiveAsync());
        }

        Assert.Equal("[36,1,101,{},[101]]", await slow.ReceiveAsync());
        slow.Session.TellDropped();
        Assert.EndsWith($",{{}},[],{{\"session\":{slow.Session.Id},\"dropped\":100,\"droppedInAll\":100}}]", await watcher.ReceiveAsync(), StringComparison.Ordinal);
        Assert.InRange(slow.Session.Outgoing.Bytes, 1, WampLimits.OutgoingBytesMax);
        Assert.Equal(0, quick.Session.Outgoing.DroppedInAll);
    }

    [Fact]
    public async Task A_session_has_so_many_subscriptions_and_no_more()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        for (int i = 1; i <= WampLimits.SubscriptionsMax; i++)
        {
            Assert.Equal($"[33,{i},{i}]", await client.AskAsync($"[32,{i},{{}},\"t{i}\"]"));
        }

        Assert.Contains("mesh.error.too_many", await client.AskAsync("""[32,2000,{},"more"]"""), StringComparison.Ordinal);
        Assert.Equal("[33,2001,1]", await client.AskAsync("""[32,2001,{},"t1"]"""));
        Assert.Equal(WampLimits.SubscriptionsMax, stage.Realm.Subscriptions.Count);
    }
}
