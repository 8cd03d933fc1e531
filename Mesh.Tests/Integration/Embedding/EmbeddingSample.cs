namespace Mesh.Tests.Integration.Embedding;

/// <summary>The sample of docs/embedding.md. What stands between the two marks is word for word what stands there; a test compares them.</summary>
internal sealed class EmbeddingSample
{
    /// <summary>Takes the place of the system's console, so that a test sees what the sample prints.</summary>
    public StringWriter Console { get; } = new();

    public async Task RunAsync()
    {
        // Sample begins.
        await using MeshNode anna = await MeshNode.StartAsync(new MeshOptions { Name = "anna", Network = "embedding" });
        await using MeshNode bert = await MeshNode.StartAsync(new MeshOptions { Name = "bert", Network = "embedding" });
        MeshRoom annas = await anna.JoinAsync("lobby");
        MeshRoom berts = await bert.JoinAsync("lobby");
        await berts.SendAsync("hello");
        await foreach (RoomMessage message in annas.ReadAllAsync())
        {
            Console.WriteLine($"{message.FromName}: {message.Text}");
            break;
        }

        // Sample ends.
    }
}
