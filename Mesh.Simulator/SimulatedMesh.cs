using System.Runtime.CompilerServices;
using Mesh.Hosting;
using Mesh.Simulator.Embedding;

namespace Mesh.Simulator;

/// <summary>
/// Whole nodes on virtual links in virtual time, for testing code that is built on <see cref="MeshNode"/>. The test and the nodes run on one thread, one step
/// after the other; time passes only when nothing is left to do. The same seed and the same test give the same run, event for event, on any machine.
/// Use its members from the test only.
/// </summary>
/// <remarks>
/// What is awaited stays on that thread. Task.Run and threads lead away from it, and so does ConfigureAwait(false) on anything but nodes, rooms, this mesh and
/// its clock: the mesh does not wait for what happens there, and its order is not repeated. <see cref="StrayContinuations"/> counts it.
/// </remarks>
public sealed class SimulatedMesh
{
    private readonly SimulatedMeshOptions _options;
    private readonly EventLoop _loop;
    private readonly Ether _ether;
    private readonly MeshRandom _random;
    private readonly List<EmbeddedNode> _places = [];
    private readonly List<Expectation> _expectations = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SimulatedMesh(SimulatedMeshOptions options)
    {
        _options = options;
        _random = new MeshRandom(options.Seed);
        _loop = new EventLoop { Failed = exception => _failed.TrySetException(exception), Settled = LookAtExpectations };
        int lossPerMillion = (int)Math.Round(options.Loss * 1_000_000);
        _ether = new Ether(_loop.Clock, new EtherOptions(options.Seed, options.Delay, options.Jitter, lossPerMillion), IsConnectedAtFirst);
    }

    /// <summary>The seed of the run.</summary>
    public ulong Seed => _options.Seed;

    /// <summary>Virtual time since the run began. It stands while the test's code runs and passes while it awaits.</summary>
    public TimeSpan Now => _loop.Clock.Now;

    /// <summary>The virtual clock, for code that takes one: Task.Delay, timers, PeriodicTimer. Its wall clock begins at 2026-01-01 00:00 UTC.</summary>
    public TimeProvider Time => _loop.Clock;

    /// <summary>The nodes, by number. After a restart another one stands in the place of the former.</summary>
    public IReadOnlyList<MeshNode> Nodes => [.. _places.Select(place => place.Node!)];

    /// <summary>How often the test's code left the simulation's thread. Above 0 a run may not repeat itself, which failures then say.</summary>
    public long StrayContinuations => _loop.Strays;

    /// <summary>Starts the nodes, runs a test, and stops the nodes.</summary>
    /// <param name="options">How the mesh is set up.</param>
    /// <param name="test">The test. It runs on the simulation's own thread, with the caller's execution context.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The options have faults; the message names all of them.</exception>
    /// <exception cref="SimulatedMeshException">The test failed: its message begins with that of what the test threw, and names seed and virtual time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Task RunAsync(SimulatedMeshOptions options, Func<SimulatedMesh, Task> test, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(test);
        IReadOnlyList<string> faults = options.Validate();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, faults), nameof(options));
        }

        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() => RunHere(options, test, ended, cancellationToken)) { IsBackground = true, Name = "simulated mesh" };
        thread.Start();
        return ended.Task;
    }

    /// <summary>Lets virtual time pass.</summary>
    /// <param name="time">How much, 0 to 49 days.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task RunForAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        OwnContext.Enter(_loop.Context);
        return Task.Delay(time, _loop.Clock, cancellationToken);
    }

    /// <summary>Lets virtual time pass until something holds. It is asked after everything that happens at one instant, so it should be quick and change nothing.</summary>
    /// <param name="condition">What should hold.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="what">How a failure names it; left out, by its source.</param>
    /// <exception cref="SimulatedMeshException">It did not come to hold in time; the message names it, the seed and the virtual time.</exception>
    public Task RunUntilAsync(Func<bool> condition, TimeSpan limit, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        return OwnContext.AnswerAsync(_loop.Context, () => WaitUntilAsync(condition, limit, what));
    }

    /// <summary>Starts work beside the test, such as a loop that reads a room. Should it fail, the whole test fails. It need not end.</summary>
    public void Start(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        _loop.Context.Post(_ => _ = WatchAsync(work), null);
    }

    /// <summary>Does work that takes real time, such as files and sockets, on the thread pool. Virtual time stands still until it ends.</summary>
    public Task<T> OutsideAsync<T>(Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return OwnContext.AnswerAsync(_loop.Context, () => HoldAsync(work));
    }

    /// <summary>A generator for the test's own choices: the same for the same seed and purpose.</summary>
    public MeshRandom RandomFor(string purpose) => _random.Split(purpose);

    /// <summary>Whether a node runs.</summary>
    public bool IsUp(int node) => PlaceOf(node).IsUp;

    /// <summary>Holds up everything between two nodes, as when they leave each other's reach. Their links are not told and find out as real ones do.</summary>
    public void Cut(int a, int b) => _ether.Connect(StationOf(a), OtherStation(a, b), isConnected: false);

    /// <summary>Lets two nodes reach each other, whether they did before or not.</summary>
    public void Heal(int a, int b) => _ether.Connect(StationOf(a), OtherStation(a, b), isConnected: true);

    /// <summary>Lets everybody reach whom the topology says, as at first.</summary>
    public void Heal() => _ether.Restore();

    /// <summary>Cuts every way between different groups. Nodes that are not named make one more group. Inside a group nothing changes.</summary>
    /// <exception cref="ArgumentException">A node is in two groups.</exception>
    public void Partition(params IReadOnlyList<int>[] groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        int[] groupOf = Enumerable.Repeat(-1, _places.Count).ToArray();
        for (int group = 0; group < groups.Length; group++)
        {
            foreach (int node in groups[group])
            {
                int number = StationOf(node).Number;
                groupOf[number] = groupOf[number] < 0 ? group : throw new ArgumentException($"Node {node} is in two groups.", nameof(groups));
            }
        }

        _ether.ForPairs((a, b) =>
        {
            if (groupOf[a.Number] != groupOf[b.Number])
            {
                _ether.Connect(a, b, isConnected: false);
            }
        });
    }

    /// <summary>Stops a node with a goodbye. It can be started again.</summary>
    public Task StopAsync(int node) => OwnContext.AnswerAsync(_loop.Context, PlaceOf(node).StopAsync);

    /// <summary>Lets a node vanish without a word, as when its power fails. What it held is gone; its key is not.</summary>
    public Task CrashAsync(int node) => OwnContext.AnswerAsync(_loop.Context, PlaceOf(node).CrashAsync);

    /// <summary>Starts a node that was stopped or has crashed, with its key and its address, and without rooms and messages.</summary>
    /// <exception cref="InvalidOperationException">It runs.</exception>
    public Task<MeshNode> RestartAsync(int node)
    {
        EmbeddedNode place = PlaceOf(node);
        return place.IsUp
            ? throw new InvalidOperationException(FormattableString.Invariant($"Node {node} runs; stop it or let it crash first."))
            : OwnContext.AnswerAsync(_loop.Context, place.StartAsync);
    }

    private static void RunHere(SimulatedMeshOptions options, Func<SimulatedMesh, Task> test, TaskCompletionSource ended, CancellationToken cancellationToken)
    {
        SimulatedMesh mesh = new(options);
        Task? whole = null;
        try
        {
            mesh._loop.Run(() => whole = mesh.TestAsync(test), cancellationToken);
            if (whole!.Exception?.InnerException is Exception fault)
            {
                ended.SetException(fault as SimulatedMeshException ?? mesh.Told(fault));
            }
            else
            {
                ended.SetResult();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ended.SetCanceled(cancellationToken);
        }
        catch (Exception exception)
        {
            ended.SetException(mesh.Told(exception));
        }
    }

    private async Task TestAsync(Func<SimulatedMesh, Task> test)
    {
        for (int number = 0; number < _options.Nodes; number++)
        {
            MeshOptions options = _options.NodeOptions(number);
            if (options.DataFolder is not null)
            {
                throw new ArgumentException(FormattableString.Invariant($"Node {number} has a data folder; nodes of a simulated mesh keep nothing on disk."));
            }

            _places.Add(new EmbeddedNode(_loop, _ether, options, _random.Split(FormattableString.Invariant($"node {number}")), number));
        }

        try
        {
            foreach (EmbeddedNode place in _places)
            {
                await place.StartAsync();
            }

            _loop.Clock.After(_options.TimeLimit, () => _failed.TrySetException(Failure(FormattableString.Invariant($"The test has not ended within {_options.TimeLimit} of virtual time."))));
            await await Task.WhenAny(test(this), StayAsync(_failed.Task));
        }
        catch (Exception exception) when (exception is not SimulatedMeshException)
        {
            throw Told(exception);
        }
        finally
        {
            await Task.WhenAll(_places.Select(place => place.StopAsync()));
        }
    }

    // Completes on the loop, where the failure itself may have been told elsewhere.
    private static async Task StayAsync(Task task) => await task;

    private async Task WaitUntilAsync(Func<bool> condition, TimeSpan limit, string what)
    {
        Expectation expectation = new(condition);
        if (!expectation.Look())
        {
            _expectations.Add(expectation);
            using CancellationTokenSource met = new();
            _ = GiveUpAsync(expectation, limit, what, met.Token);
            try
            {
                await expectation.Met;
            }
            finally
            {
                _expectations.Remove(expectation);
                met.Cancel();
            }
        }

        await expectation.Met;
    }

    private async Task<T> HoldAsync<T>(Func<Task<T>> work)
    {
        _loop.Hold();
        try
        {
            Task<T> outside;
            using (ExecutionContext.SuppressFlow())
            {
                outside = Task.Run(work);
            }

            return await outside;
        }
        finally
        {
            _loop.Release();
        }
    }

    private async Task WatchAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            _failed.TrySetException(exception);
        }
    }

    private async Task GiveUpAsync(Expectation expectation, TimeSpan limit, string what, CancellationToken met)
    {
        try
        {
            await Task.Delay(limit, _loop.Clock, met);
            expectation.GiveUp(Failure(FormattableString.Invariant($"'{what}' did not come to hold within {limit.TotalSeconds:0.###} s.")));
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private void LookAtExpectations()
    {
        if (_expectations.Count > 0)
        {
            _expectations.RemoveAll(expectation => expectation.Look());
        }
    }

    private bool IsConnectedAtFirst(int a, int b) => _options.Topology switch
    {
        SimulatedTopology.Full => true,
        SimulatedTopology.Line => b - a == 1,
        SimulatedTopology.Ring => b - a == 1 || (a == 0 && b == _options.Nodes - 1),
        SimulatedTopology.Star => a == 0,
        _ => false,
    };

    private EmbeddedNode PlaceOf(int node) => node >= 0 && node < _places.Count
        ? _places[node]
        : throw new ArgumentOutOfRangeException(nameof(node), node, FormattableString.Invariant($"The mesh has nodes 0 to {_places.Count - 1}."));

    private Station StationOf(int node) => PlaceOf(node).Station;

    private Station OtherStation(int a, int b) => a != b
        ? StationOf(b)
        : throw new ArgumentException(FormattableString.Invariant($"Two different nodes are needed; both are {a}."), nameof(b));

    private SimulatedMeshException Failure(string text, Exception? cause = null)
    {
        string stray = _loop.Strays == 0
            ? ""
            : FormattableString.Invariant($" The test's code left the simulation's thread {_loop.Strays} times, as Task.Run and ConfigureAwait(false) do, so the run may not repeat itself.");
        return new SimulatedMeshException(FormattableString.Invariant($"{text} (seed {Seed}, virtual time {Now.TotalSeconds:0.000000} s){stray}"), Seed, Now, cause);
    }

    private SimulatedMeshException Told(Exception exception) => Failure(exception.Message, exception);
}
