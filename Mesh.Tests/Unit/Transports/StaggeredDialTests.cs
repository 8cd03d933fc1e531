using System.Net;
using Mesh.Identity;
using Mesh.Tests.Unit.Node;
using Mesh.Transports;
using Mesh.Transports.InMemory;
using Mesh.Transports.WebSockets;

namespace Mesh.Tests.Unit.Transports;

public sealed class StaggeredDialTests : IAsyncLifetime
{
    private static readonly TimeSpan Stagger = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime _time = new();
    private readonly List<Attempt> _attempts = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Assert.All(_attempts.Where(attempt => attempt.Started), attempt => Assert.True(attempt.Ended.Task.IsCompleted, "an attempt was left running"));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Next_address_starts_when_the_head_start_is_over()
    {
        Task<ILink> dialling = Dial(3);
        Assert.Equal("+--", Started());
        await PassAsync(Stagger);
        Assert.Equal("++-", await StartedAsync(2));
        await PassAsync(Stagger);
        Assert.Equal("+++", await StartedAsync(3));
        ILink link = Link();
        _attempts[1].Ended.SetResult(link);
        Assert.Same(link, await dialling.WaitAsync(LinkTime));
    }

    [Fact]
    public async Task Address_that_fails_at_once_lets_the_next_one_start_at_once()
    {
        Task<ILink> dialling = Dial(3);
        _attempts[0].Ended.SetException(new LinkException(LinkFailure.Refused, "one"));
        await StartedAsync(2);
        _attempts[1].Ended.SetException(new LinkException(LinkFailure.Rejected, "two"));
        await StartedAsync(3);
        _attempts[2].Ended.SetException(new LinkException(LinkFailure.TimedOut, "three"));
        var fault = await Assert.ThrowsAsync<LinkException>(() => dialling.WaitAsync(LinkTime));
        Assert.Equal("two", fault.Message);
    }

    [Fact]
    public async Task Losers_are_cancelled_and_a_link_that_comes_too_late_is_disposed()
    {
        Task<ILink> dialling = Dial(2);
        await PassAsync(Stagger);
        await StartedAsync(2);
        ILink late = Link();
        _attempts[0].OnCancelled = () => _attempts[0].Ended.TrySetResult(late);
        ILink first = Link();
        _attempts[1].Ended.SetResult(first);
        Assert.Same(first, await dialling.WaitAsync(LinkTime));
        await Assert.ThrowsAsync<LinkException>(async () => await late.SendAsync(new byte[1], default));
    }

    [Fact]
    public async Task Cancelling_ends_every_attempt()
    {
        using CancellationTokenSource cancel = new();
        Task<ILink> dialling = Dial(2, cancel.Token);
        await PassAsync(Stagger);
        await StartedAsync(2);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialling.WaitAsync(LinkTime));
    }

    private static TimeSpan LinkTime => TimeSpan.FromSeconds(10);

    private static ILink Link()
    {
        using var key = NodeKey.Create();
        using var certificate = NodeCertificate.Create(key);
        var own = LinkKey.Own(certificate.Certificate);
        LinkAddress somewhere = new(new IPEndPoint(IPAddress.Loopback, 1), null);
        return InMemoryLink.Pair(own, somewhere, own, somewhere).Initiator;
    }

    private Task<ILink> Dial(int count, CancellationToken cancellationToken = default)
    {
        _attempts.AddRange(Enumerable.Range(0, count).Select(_ => new Attempt()));
        return new StaggeredDial(Stagger, _time).FirstAsync([.. _attempts.Select(attempt => (Func<CancellationToken, Task<ILink>>)attempt.RunAsync)], cancellationToken);
    }

    private async Task PassAsync(TimeSpan span)
    {
        await _time.TimerMadeAsync(default).WaitAsync(LinkTime);
        _time.Advance(span);
    }

    private string Started() => string.Concat(_attempts.Select(attempt => attempt.Started ? '+' : '-'));

    private async Task<string> StartedAsync(int count)
    {
        await _attempts[count - 1].Begun.Task.WaitAsync(LinkTime);
        return Started();
    }

    private sealed class Attempt
    {
        public TaskCompletionSource<ILink> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action? OnCancelled { get; set; }

        public bool Started => Begun.Task.IsCompleted;

        public Task<ILink> RunAsync(CancellationToken cancellationToken)
        {
            cancellationToken.Register(() =>
            {
                OnCancelled?.Invoke();
                Ended.TrySetCanceled(cancellationToken);
            });
            Begun.SetResult();
            return Ended.Task;
        }
    }
}
