using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>Registering and calling between sessions of one router and of two.</summary>
public sealed class DealerTests
{
    [Fact]
    public async Task A_call_goes_to_the_callee_at_another_router_and_its_result_back()
    {
        FakeMesh mesh = new();
        await using WampStage near = new(mesh: mesh);
        await using WampStage far = new(mesh: mesh);
        WampClient caller = await near.JoinAsync();
        WampClient callee = await far.JoinAsync();
        Assert.Equal("[65,1,1]", await callee.AskAsync("""[64,1,{},"com.example.add"]"""));

        await caller.SendAsync("""[48,1,{"disclose_me":true},"com.example.add",[23,7],{"k":"v"}]""");
        Assert.Equal(
            $"[68,1,1,{{\"caller\":{caller.Session.Id},\"caller_authid\":\"{near.Realm.Peer}\"}},[23,7],{{\"k\":\"v\"}}]",
            await callee.ReceiveAsync());
        await callee.SendAsync("[70,1,{},[30]]");

        Assert.Equal("[50,1,{},[30]]", await caller.ReceiveAsync());
        Assert.Equal(0, caller.Session.Calls.Count + callee.Session.Invocations.Count);
    }

    [Fact]
    public async Task Progressive_results_come_in_order_before_the_last_one_and_only_when_wanted()
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);

        await caller.SendAsync("""[48,1,{"receive_progress":true},"com.example.p"]""");
        Assert.Equal("""[68,1,1,{"receive_progress":true}]""", await callee.ReceiveAsync());
        await callee.SendAsync("""[70,1,{"progress":true},[1]]""");
        await callee.SendAsync("""[70,1,{"progress":true},[2]]""");
        await callee.SendAsync("[70,1,{},[3]]");
        Assert.Equal("""[50,1,{"progress":true},[1]]""", await caller.ReceiveAsync());
        Assert.Equal("""[50,1,{"progress":true},[2]]""", await caller.ReceiveAsync());
        Assert.Equal("[50,1,{},[3]]", await caller.ReceiveAsync());

        await caller.SendAsync("""[48,2,{},"com.example.p"]""");
        Assert.Equal("[68,2,1,{}]", await callee.ReceiveAsync());
        await callee.SendAsync("""[70,2,{"progress":true},[1]]""");
        await callee.SendAsync("[70,2,{}]");
        Assert.Equal("[50,2,{}]", await caller.ReceiveAsync());
    }

    [Fact]
    public async Task Calls_of_one_caller_arrive_in_order()
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);
        for (int i = 1; i <= 300; i++)
        {
            await caller.SendAsync($"[48,{i},{{}},\"com.example.p\",[{i}]]");
        }

        for (int i = 1; i <= 300; i++)
        {
            Assert.Equal($"[68,{i},1,{{}},[{i}]]", await callee.ReceiveAsync());
        }
    }

    [Fact]
    public async Task The_callees_own_error_comes_with_its_values()
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);
        await caller.SendAsync("""[48,1,{},"com.example.p"]""");
        await callee.ReceiveAsync();

        await callee.SendAsync("""[8,68,1,{},"com.example.no_battery",["empty"],{"level":3}]""");

        Assert.Equal("""[8,48,1,{},"com.example.no_battery",["empty"],{"level":3}]""", await caller.ReceiveAsync());
    }

    [Fact]
    public async Task A_result_that_the_mesh_cannot_carry_is_an_error_for_the_caller()
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);
        await caller.SendAsync("""[48,1,{},"com.example.p"]""");
        await callee.ReceiveAsync();

        await callee.SendAsync($"[70,1,{{}},[\"{new string('x', MeshArguments.BytesMax)}\"]]");

        Assert.StartsWith("""[8,48,1,{},"wamp.error.payload_size_exceeded",[""", await caller.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MeshCallFailure.NoSuchProcedure, "wamp.error.no_such_procedure")]
    [InlineData(MeshCallFailure.NoRoute, "mesh.error.no_route")]
    [InlineData(MeshCallFailure.TimedOut, "wamp.error.timeout")]
    [InlineData(MeshCallFailure.Cancelled, "wamp.error.canceled")]
    [InlineData(MeshCallFailure.OutcomeUnknown, "mesh.error.outcome_unknown")]
    [InlineData(MeshCallFailure.Failed, "wamp.error.runtime_error")]
    public async Task Why_the_mesh_has_no_result_is_told_by_a_uri(MeshCallFailure failure, string uri)
    {
        await using WampStage stage = new();
        WampClient caller = await stage.JoinAsync();
        stage.Realm.CallFault = new MeshCallException(failure, "So it is.");

        Assert.Equal($"[8,48,1,{{}},\"{uri}\",[\"So it is.\"]]", await caller.AskAsync("""[48,1,{},"com.example.p"]"""));
    }

    [Theory]
    [InlineData("skip", false)]
    [InlineData("killnowait", true)]
    [InlineData("kill", true)]
    public async Task A_cancelled_call_is_answered_and_the_callee_interrupted_as_the_mode_says(string mode, bool interrupts)
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);
        await caller.SendAsync("""[48,1,{},"com.example.p"]""");
        await callee.ReceiveAsync();

        Assert.Equal("""[8,48,1,{},"wamp.error.canceled",["The call was cancelled."]]""", await caller.AskAsync($"[49,1,{{\"mode\":\"{mode}\"}}]"));

        if (interrupts)
        {
            Assert.Equal("""[69,1,{"mode":"killnowait"}]""", await callee.ReceiveAsync());
        }

        // The late result goes nowhere and is nobody's fault.
        await callee.SendAsync("[70,1,{},[1]]");
        await caller.SendAsync($"[49,1,{{\"mode\":\"{mode}\"}}]");
        Assert.True(caller.IsSilent());
        Assert.True(callee.IsSilent());
    }

    [Fact]
    public async Task An_unknown_mode_of_cancelling_is_refused()
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);
        await caller.SendAsync("""[48,1,{},"com.example.p"]""");
        await callee.ReceiveAsync();

        Assert.StartsWith("""[8,49,1,{},"wamp.error.invalid_argument",[""", await caller.AskAsync("""[49,1,{"mode":"abort"}]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callee_that_does_not_know_interrupts_gets_none()
    {
        await using WampStage stage = new();
        WampClient caller = await stage.JoinAsync();
        WampClient callee = stage.Connect();
        await callee.AskAsync("""[1,"mesh",{"roles":{"callee":{}}}]""");
        await callee.AskAsync("""[64,1,{},"com.example.p"]""");
        await caller.SendAsync("""[48,1,{"receive_progress":true},"com.example.p"]""");
        Assert.Equal("[68,1,1,{}]", await callee.ReceiveAsync());

        await caller.AskAsync("[49,1,{}]");

        Assert.True(callee.IsSilent());
        Assert.Equal(0, callee.Session.Invocations.Count);
    }

    [Fact]
    public async Task With_progressive_results_a_timeout_counts_from_the_last_of_them()
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);
        await caller.SendAsync("""[48,1,{"receive_progress":true,"timeout":1000},"com.example.p"]""");
        await callee.ReceiveAsync();
        stage.Time.Advance(TimeSpan.FromMilliseconds(800));
        await callee.SendAsync("""[70,1,{"progress":true},[1]]""");
        await caller.ReceiveAsync();
        stage.Time.Advance(TimeSpan.FromMilliseconds(800));
        Assert.True(caller.IsSilent());

        stage.Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.StartsWith("""[8,48,1,{},"wamp.error.timeout",[""", await caller.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("""[69,1,{"mode":"killnowait"}]""", await callee.ReceiveAsync());
    }

    [Fact]
    public async Task A_caller_that_leaves_interrupts_its_callees()
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);
        await caller.SendAsync("""[48,1,{},"com.example.p"]""");
        await callee.ReceiveAsync();

        await caller.Session.CloseAsync();

        Assert.Equal("""[69,1,{"mode":"killnowait"}]""", await callee.ReceiveAsync());
    }

    [Fact]
    public async Task A_callee_that_leaves_cancels_its_calls_and_its_procedures_are_gone()
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);
        await caller.SendAsync("""[48,1,{},"com.example.p"]""");
        await callee.ReceiveAsync();

        await callee.Session.CloseAsync();

        Assert.StartsWith("""[8,48,1,{},"wamp.error.canceled",[""", await caller.ReceiveAsync(), StringComparison.Ordinal);
        Assert.StartsWith("""[8,48,2,{},"wamp.error.no_such_procedure",[""", await caller.AskAsync("""[48,2,{},"com.example.p"]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_is_registered_once_at_a_node_and_again_when_it_was_taken_back()
    {
        await using WampStage stage = new();
        (WampClient other, WampClient callee) = await PairAsync(stage);
        Assert.StartsWith("""[8,64,1,{},"wamp.error.procedure_already_exists",[""", await other.AskAsync("""[64,1,{},"com.example.p"]"""), StringComparison.Ordinal);
        Assert.StartsWith("""[8,66,2,{},"wamp.error.no_such_registration",[""", await other.AskAsync("[66,2,1]"), StringComparison.Ordinal);

        Assert.Equal("[67,2]", await callee.AskAsync("[66,2,1]"));

        Assert.Equal("[65,3,2]", await other.AskAsync("""[64,3,{},"com.example.p"]"""));
    }

    [Theory]
    [InlineData("""[64,1,{},"mesh.mine"]""", "not_authorized")]
    [InlineData("""[64,1,{},"wamp.mine"]""", "invalid_uri")]
    [InlineData("""[64,1,{},"a..b"]""", "invalid_uri")]
    [InlineData("""[64,1,{"match":"prefix"},"a"]""", "option_not_allowed")]
    [InlineData("""[64,1,{"invoke":"random"},"a"]""", "option_not_allowed")]
    [InlineData("[66,1,7]", "no_such_registration")]
    [InlineData("""[48,1,{},"a..b"]""", "invalid_uri")]
    [InlineData("""[48,1,{},"com.example.nobody"]""", "no_such_procedure")]
    [InlineData("""[48,1,{},"wamp.session.count"]""", "no_such_procedure")]
    [InlineData("""[48,1,{},"mesh.nothing"]""", "no_such_procedure")]
    public async Task A_request_that_cannot_be_met_is_answered_by_its_error(string request, string error)
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();

        string answer = await client.AskAsync(request);

        Assert.StartsWith($"[8,{request[1..3]},1,{{}},\"wamp.error.{error}\",[\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_of_a_call_that_is_not_over_cannot_be_used_again()
    {
        await using WampStage stage = new();
        (WampClient caller, _) = await PairAsync(stage);
        await caller.SendAsync("""[48,1,{},"com.example.p"]""");

        Assert.EndsWith(",\"wamp.error.protocol_violation\"]", await caller.AskAsync("""[48,1,{},"com.example.p"]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_waits_for_so_many_calls_and_answers_so_many_and_no_more()
    {
        await using WampStage stage = new();
        (WampClient caller, WampClient callee) = await PairAsync(stage);
        WampClient second = await stage.JoinAsync();
        for (int i = 1; i <= WampLimits.CallsMax; i++)
        {
            await caller.SendAsync($"[48,{i},{{}},\"com.example.p\"]");
        }

        Assert.Equal(WampLimits.InvocationsMax, callee.Session.Invocations.Count);
        Assert.Contains("mesh.error.too_many", await caller.AskAsync("""[48,9999,{},"com.example.p"]"""), StringComparison.Ordinal);
        Assert.Contains("wamp.error.unavailable", await second.AskAsync("""[48,1,{},"com.example.p"]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_has_so_many_registrations_and_no_more()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        for (int i = 1; i <= WampLimits.RegistrationsMax; i++)
        {
            Assert.Equal($"[65,{i},{i}]", await client.AskAsync($"[64,{i},{{}},\"p{i}\"]"));
        }

        Assert.Contains("mesh.error.too_many", await client.AskAsync("""[64,2000,{},"more"]"""), StringComparison.Ordinal);
    }

    private static async Task<(WampClient Caller, WampClient Callee)> PairAsync(WampStage stage)
    {
        WampClient caller = await stage.JoinAsync();
        WampClient callee = await stage.JoinAsync();
        Assert.Equal("[65,1,1]", await callee.AskAsync("""[64,1,{},"com.example.p"]"""));
        return (caller, callee);
    }
}
