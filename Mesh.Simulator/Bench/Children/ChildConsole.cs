using System.Text.Json;
using System.Threading.Channels;

namespace Mesh.Simulator.Bench.Children;

/// <summary>
/// The child's end of the talk with the bench. When the bench closes the child's input or dies, the process ends at once, whatever it is doing.
/// </summary>
internal sealed class ChildConsole
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly TextWriter _output;

    /// <summary>Begins to listen.</summary>
    /// <param name="input">Where the bench speaks.</param>
    /// <param name="output">Where it listens.</param>
    public ChildConsole(TextReader input, TextWriter output)
    {
        _output = output;
        Thread thread = new(() => Listen(input)) { IsBackground = true, Name = "bench" };
        thread.Start();
    }

    /// <summary>What the bench says, word by word.</summary>
    public async IAsyncEnumerable<string[]> CommandsAsync()
    {
        await foreach (string line in _lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            yield return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>Answers.</summary>
    public void Answer<T>(T answer)
    {
        _output.WriteLine(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));
        _output.Flush();
    }

    private void Listen(TextReader input)
    {
        while (input.ReadLine() is { } line)
        {
            _lines.Writer.TryWrite(line);
        }

        Environment.Exit(0);
    }
}
