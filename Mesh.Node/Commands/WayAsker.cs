using System.CommandLine;
using System.Text.Json.Nodes;
using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Lines;

namespace Mesh.Node.Commands;

/// <summary>Asks the running node about ways and prints what it answers: shared by the commands that look around in the mesh.</summary>
internal sealed class WayAsker
{
    private const int PipeColumns = 100;

    private readonly Surroundings _surroundings;
    private readonly Func<ParseResult, (StoragePlace Place, bool IsJson)> _place;

    /// <param name="surroundings">Streams and variables.</param>
    /// <param name="place">Which node a command line means, and how it is to be written.</param>
    public WayAsker(Surroundings surroundings, Func<ParseResult, (StoragePlace Place, bool IsJson)> place)
    {
        _surroundings = surroundings;
        _place = place;
    }

    /// <summary>Columns of what is printed.</summary>
    public int Width => _surroundings.OutputIsTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : PipeColumns;

    /// <summary>Asks and prints answers until the last.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="last">The event that ends the answer.</param>
    /// <param name="text">An answer as text; null for nothing. With --json the lines themselves are printed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The last answer.</returns>
    /// <exception cref="ComplaintException">No node runs, or it refuses.</exception>
    public async Task<ControlAnswer> AskAsync(ParseResult result, JsonObject request, string last, Func<ControlAnswer, string?> text, CancellationToken cancellationToken)
    {
        (StoragePlace place, bool isJson) = _place(result);
        using ControlClient node = await new RunningNodeFinder(_surroundings, place).FindAsync(cancellationToken);
        await node.WriteAsync(request.ToJsonString(), cancellationToken);
        while (await node.ReadAsync(cancellationToken) is { } answer)
        {
            if (answer.Event == "error")
            {
                throw new ComplaintException(Printable.Line(answer.Text("message")));
            }

            if ((isJson ? answer.Line : text(answer)) is { } line)
            {
                using LineWriter writer = new(_surroundings.Output, _surroundings.Error);
                await writer.WriteAsync([new ChatLine(line, IsNote: false)], cancellationToken);
            }

            if (answer.Event == last)
            {
                return answer;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw RunningNodeFinder.HungUp();
    }
}
