using System.Net;
using Mesh.Simulator.Embedding;
using Mesh.Transports;

namespace Mesh.Tests.Conformance.Links;

/// <summary>Two stations in the ether of a simulated mesh, with delay and loss; its virtual time passes as fast as it can.</summary>
internal sealed class SimulatedPair : LinkPair
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EventLoop _loop;
    private readonly Ether _ether;

    public SimulatedPair()
    {
        _loop = new EventLoop(waitsWhenIdle: true) { Failed = fault => _over.TrySetException(fault) };
        EtherOptions travel = new(Seed: 7, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(3), LossPerMillion: 100_000);
        _ether = new Ether(_loop.Clock, travel, (_, _) => true);
        Listener = new WireListener(_ether.StationOf(ListeningNode));
        new Thread(Run) { IsBackground = true }.Start();
    }

    public override ILinkListener Listener { get; }

    public override ILinkDialer Dialer => DialerOf(DiallingNode);

    public override ILinkDialer DialerOfListener => DialerOf(ListeningNode);

    public override LinkAddress Address => new(Listener.EndPoints[0], null);

    public override LinkAddress Nowhere => new(new IPEndPoint(IPAddress.Parse("10.9.9.9"), 1), null);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _over.TrySetResult();
        _loop.Post(_ => { }, null);
        await _ended.Task.WaitAsync(Soon);
    }

    private DialerOnLoop DialerOf(LinkKey node) => new(_loop, new WireDialer(_ether, _ether.StationOf(node)));

    private void Run()
    {
        try
        {
            _loop.Run(() => _over.Task, CancellationToken.None);
            _ended.SetResult();
        }
        catch (Exception fault)
        {
            _ended.SetException(fault);
        }
    }

    /// <summary>Dials on the loop, as nodes do: elsewhere the loop would let time pass without waiting for the dial's steps.</summary>
    private sealed class DialerOnLoop(EventLoop loop, WireDialer dialer) : ILinkDialer
    {
        public Task<ILink> DialAsync(IReadOnlyList<LinkAddress> addresses, PeerId? expected, CancellationToken cancellationToken)
        {
            TaskCompletionSource<Task<ILink>> dialling = new(TaskCreationOptions.RunContinuationsAsynchronously);
            loop.Post(_ => dialling.SetResult(dialer.DialAsync(addresses, expected, cancellationToken)), null);
            return dialling.Task.Unwrap();
        }
    }
}
