using Mesh.Hosting;
using Mesh.Protocol;
using Mesh.Protocol.Presence;

namespace Mesh.Tests.Unit.Hosting;

public sealed class ProcedureBookTests
{
    private readonly ProcedureBook _book = new();
    private readonly RunningTasks _tasks = new(_ => { });

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_reach_their_handlers_in_order_and_wait_for_each_other_no_longer_than_the_first_await()
    {
        List<object?> begun = [];
        TaskCompletionSource gate = new();
        TaskCompletionSource<MeshArguments?>[] answers = [.. Enumerable.Range(0, 100).Select(_ => new TaskCompletionSource<MeshArguments?>())];
        _book.Add("note", async call =>
        {
            begun.Add(call.Arguments.Positional[0]);
            await gate.Task;
            return call.Arguments;
        }, new RegisterOptions());
        for (int i = 0; i < answers.Length; i++)
        {
            TaskCompletionSource<MeshArguments?> answer = answers[i];
            _book.Invoke(Invocation("note", MeshArguments.Of(i), (result, _) => answer.SetResult(result)));
        }

        using CancellationTokenSource stop = new();
        Task running = _book.RunAsync(_tasks, stop.Token);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (object?)(long)i), begun);
        gate.SetResult();
        MeshArguments?[] results = await Task.WhenAll(answers.Select(answer => answer.Task)).WaitAsync(Cancelled);
        Assert.Equal(begun, results.Select(result => result!.Positional[0]));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task What_a_handler_throws_is_its_answer_and_never_says_that_it_was_not_executed()
    {
        (Func<Exception> Fault, MeshCallFailure Failure, string Error)[] cases =
        [
            (() => new InvalidOperationException("no"), MeshCallFailure.Failed, ""),
            (() => new MeshCallException(MeshCallFailure.Failed, "no", "com.example.no"), MeshCallFailure.Failed, "com.example.no"),
            (() => new MeshCallException(MeshCallFailure.NoRoute, "no"), MeshCallFailure.Failed, ""),
            (() => new MeshCallException(MeshCallFailure.NoSuchProcedure, "no"), MeshCallFailure.Failed, ""),
            (() => new OperationCanceledException(), MeshCallFailure.Cancelled, ""),
        ];
        foreach ((Func<Exception> fault, MeshCallFailure failure, string error) in cases)
        {
            object offer = _book.Add("fail", _ => throw fault(), new RegisterOptions());
            MeshCallException answer = await FailureOfAsync("fail");
            Assert.Equal((failure, error), (answer.Failure, answer.Error));
            _book.Remove("fail", offer);
        }
    }

    [Fact]
    public async Task A_procedure_that_is_not_offered_or_no_longer_answers_that_it_was_not_executed()
    {
        Assert.Equal(MeshCallFailure.NoSuchProcedure, (await FailureOfAsync("nothing")).Failure);
        _book.Close();
        MeshCallException? late = null;
        _book.Invoke(Invocation("nothing", MeshArguments.Empty, (_, failure) => late = failure));
        Assert.Equal(MeshCallFailure.NoSuchProcedure, late?.Failure);
    }

    [Fact]
    public async Task A_withdrawn_procedure_cancels_its_calls_and_can_be_offered_anew()
    {
        Func<MeshCall, Task<MeshArguments>> handler = async call =>
        {
            TaskCompletionSource<MeshArguments> never = new();
            await using CancellationTokenRegistration cancelled = call.Cancelled.Register(() => never.SetCanceled(call.Cancelled));
            return await never.Task;
        };
        object first = _book.Add("wait", handler, new RegisterOptions());
        Assert.Throws<InvalidOperationException>(() => _book.Add("wait", handler, new RegisterOptions()));
        Task<MeshCallException> failure = FailureOfAsync("wait");
        Assert.True(_book.Remove("wait", first));
        Assert.Equal(MeshCallFailure.Cancelled, (await failure).Failure);

        // Whoever withdraws twice must not withdraw what somebody offered meanwhile, even with the same handler.
        object second = _book.Add("wait", handler, new RegisterOptions());
        Assert.False(_book.Remove("wait", first));
        Assert.True(_book.Offers("wait"));
        Assert.True(_book.Remove("wait", second));
    }

    [Fact]
    public void Others_are_told_of_sixty_four_procedures_and_that_there_are_more()
    {
        _book.Add("b", _ => Task.FromResult(MeshArguments.Empty), new RegisterOptions { IsIdempotent = true });
        Assert.Equal([Interest.OfProcedure("b") | Interest.Idempotent], _book.Offered().Procedures);
        for (int i = 1; i < ProtocolLimits.InterestsMax; i++)
        {
            _book.Add(FormattableString.Invariant($"p{i}"), _ => Task.FromResult(MeshArguments.Empty), new RegisterOptions());
        }

        Assert.Equal((ProtocolLimits.InterestsMax, false), (_book.Offered().Procedures.Length, _book.Offered().OffersMore));
        _book.Add("one.more", _ => Task.FromResult(MeshArguments.Empty), new RegisterOptions());
        Assert.Equal((ProtocolLimits.InterestsMax, true), (_book.Offered().Procedures.Length, _book.Offered().OffersMore));
    }

    private static Invocation Invocation(string procedure, MeshArguments arguments, Action<MeshArguments?, MeshCallException?> answer) =>
        new(procedure, arguments, default, 0, false) { Progress = _ => Task.CompletedTask, Answer = answer };

    private async Task<MeshCallException> FailureOfAsync(string procedure)
    {
        TaskCompletionSource<MeshCallException?> answer = new();
        using CancellationTokenSource stop = new();
        _book.Invoke(Invocation(procedure, MeshArguments.Empty, (_, failure) => answer.SetResult(failure)));
        Task running = _book.RunAsync(_tasks, stop.Token);
        MeshCallException? failure = await answer.Task.WaitAsync(Cancelled);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        return failure!;
    }
}
