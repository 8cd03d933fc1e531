namespace Mesh.Tests.Integration.Embedding;

/// <summary>The sample of topics and procedures in docs/embedding.md. What stands between the two marks is word for word what stands there; a test compares them.</summary>
internal sealed class DroneSample
{
    /// <summary>Takes the place of the system's console, so that a test sees what the sample prints.</summary>
    public StringWriter Console { get; } = new();

    // Sample begins.
    /// <summary>A drone tells ten times a second where it is, until somebody has it land.</summary>
    public async Task FlyAsync(MeshNode drone, TimeProvider time)
    {
        TaskCompletionSource landed = new();
        await using IAsyncDisposable offer = await drone.RegisterAsync("drone.7.land", async call =>
        {
            await call.ProgressAsync(MeshArguments.Of("descending"));
            landed.TrySetResult();
            return MeshArguments.Of($"landed at the {call.Arguments.Positional[0]}");
        });

        for (int height = 120; !landed.Task.IsCompleted; height--)
        {
            await drone.PublishAsync("drone.7.position", MeshArguments.Of(47.5, 8.3).With("height", height));
            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
        }
    }

    /// <summary>The station follows all drones and has the first that comes under 100 m land.</summary>
    public async Task WatchAsync(MeshNode station)
    {
        await using MeshSubscriber positions = station.OpenSubscriber();
        await positions.SubscribeAsync("drone..position", TopicMatch.Wildcard);
        await foreach (TopicEvent happened in positions.ReadAllAsync())
        {
            if (happened.Arguments.Named["height"] is long and < 100)
            {
                break;
            }
        }

        CallOptions options = new()
        {
            Timeout = TimeSpan.FromSeconds(10),
            Progress = told => Console.WriteLine(told.Positional[0]),
        };
        try
        {
            MeshArguments result = await station.CallAsync("drone.7.land", MeshArguments.Of("pier"), options);
            Console.WriteLine(result.Positional[0]);
        }
        catch (MeshCallException failure)
        {
            Console.WriteLine($"{failure.Failure}: {failure.Message}");
        }
    }

    // Sample ends.
}
