using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Lines;

namespace Mesh.Node.Commands;

/// <summary>The command "mesh": what can be asked for, and who does it.</summary>
internal sealed class CommandTree
{
    /// <summary>Something that a person gave is wrong.</summary>
    public const int ComplaintCode = 2;

    /// <summary>A fault of ours (EX_SOFTWARE of sysexits.h).</summary>
    public const int FaultCode = 70;

    private readonly Surroundings _surroundings;
    private readonly NodeStarter _start;
    private readonly ChatFront? _screen;
    private readonly PageStarter? _page;
    private readonly CommandOptions _options = new();

    /// <param name="surroundings">Streams, variables, account.</param>
    /// <param name="start">Starts nodes.</param>
    /// <param name="screen">The chat in a terminal, or null when there is none.</param>
    /// <param name="page">Opens the page, or null when there is none.</param>
    public CommandTree(Surroundings surroundings, NodeStarter start, ChatFront? screen, PageStarter? page = null)
    {
        _surroundings = surroundings;
        _start = start;
        _screen = screen;
        _page = page;
    }

    /// <summary>Does what the arguments ask for.</summary>
    /// <returns>0 when all went well, 1 when something did not reach anybody, 2 when the person gave something wrong, 70 for a fault of ours.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ParseResult result = Build().Parse(arguments);
        try
        {
            if (result.Errors.Count > 0 && result.Action is not HelpAction)
            {
                throw new ComplaintException(CommandOptions.Complaint(result));
            }

            return await result.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = _surroundings.Output,
                    Error = _surroundings.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancellationToken);
        }
        catch (ComplaintException complaint)
        {
            await ComplainAsync(result, complaint.Message);
            return ComplaintCode;
        }
        catch (OutputClosedException)
        {
            return 0;
        }
        catch (IOException) when (result.Action is SynchronousCommandLineAction)
        {
            // Help and version only write: whoever read them is gone, as with "mesh --help | head".
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception fault)
        {
            // The last resort: a person gets a line, never a stack trace.
            await ComplainAsync(result, $"Something went wrong inside ({fault.GetType().Name}: {SettingValue.Shown(fault.Message)}); please report it with what mesh.log in the data folder says.");
            return FaultCode;
        }
    }

    private RootCommand Build()
    {
        RootCommand root = new("Chat with whoever is near, without router, server or internet. Without a command: start chatting.");
        _options.AddNodeOptions(root);
        _options.AddPlaceOptions(root);
        root.SetAction((result, token) => RunNodeAsync(result, isHeadless: false, token));

        Command run = new("run", "Run a node without a chat, for a service: it relays, and 'mesh send', 'tail' and 'peers' use it.");
        _options.AddNodeOptions(run);
        run.SetAction((result, token) => RunNodeAsync(result, isHeadless: true, token));
        root.Subcommands.Add(run);

        Command peers = new("peers", "Show whom the running node knows, and its links.");
        peers.SetAction((result, token) => Asking(result).PeersAsync(token));
        root.Subcommands.Add(peers);

        Command id = new("id", "Show the identity of the node, also when it does not run.");
        id.SetAction((result, token) => Asking(result).IdAsync(token));
        root.Subcommands.Add(id);

        Argument<string> room = new("ROOM") { Description = "The room." };
        Argument<string[]> text = new("TEXT") { Description = "What to say; several words are joined by spaces.", Arity = ArgumentArity.OneOrMore };
        Command send = new("send", "Say something in a room through the running node.") { room, text };
        send.SetAction((result, token) => Asking(result).SendAsync(result.GetRequiredValue(room), string.Join(' ', result.GetRequiredValue(text)), token));
        root.Subcommands.Add(send);

        Command tail = new("tail", "Print what is said in a room, as the running node receives it.") { room };
        tail.SetAction((result, token) => Asking(result).TailAsync(result.GetRequiredValue(room), token));
        root.Subcommands.Add(tail);
        root.Subcommands.Add(DoctorCommand.Of(_options, _surroundings, _start));
        WayAsker ways = new(_surroundings, result => new SettingsReader(_surroundings).ReadPlace(_options.Read(result)));
        foreach (Command command in (Command[])[Page(), Publish(), Subscribe(), Call(), PingCommand.Build(ways), TraceCommand.Build(ways), MapCommand.Build(ways), StatusCommand.Build(ways), new WifiCommands(_surroundings, _options.Read).Build()])
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private Command Page()
    {
        Option<bool> opens = new("--open") { Description = "Open it in a browser." };
        Command page = new("page", "Show where the page of the running node is.") { opens };
        page.SetAction((result, token) => Asking(result).PageAsync(result.GetValue(opens), token));
        return page;
    }

    private Command Publish()
    {
        Argument<string> topic = new("TOPIC") { Description = "The topic, such as sensors.depth." };
        Argument<string?> json = new("JSON") { Description = "The value, or a list of values; - publishes each line of standard input.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> named = Named();
        Command publish = new("pub", "Publish an event to the whole mesh through the running node.") { topic, json, named };
        publish.SetAction((result, token) => Topics(result).PublishAsync(result.GetRequiredValue(topic), result.GetValue(json), result.GetValue(named), token));
        return publish;
    }

    private Command Subscribe()
    {
        Argument<string> topic = new("TOPIC") { Description = "The topic, or its beginning, or a pattern with empty parts." };
        Option<string?> match = new("--match") { Description = "How topics are matched: exact, prefix or wildcard (default: exact).", HelpName = "HOW" };
        Command subscribe = new("sub", "Print the events of a topic, one a line, as the running node receives them.") { topic, match };
        subscribe.SetAction((result, token) => Topics(result).SubscribeAsync(result.GetRequiredValue(topic), result.GetValue(match) ?? "exact", token));
        return subscribe;
    }

    private Command Call()
    {
        Argument<string> procedure = new("PROC") { Description = "The procedure." };
        Argument<string?> json = new("JSON") { Description = "The value, or a list of values.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> named = Named();
        Option<string?> timeout = new("--timeout") { Description = "How long the result may take (default: 60).", HelpName = "SECONDS" };
        Command call = new("call", "Call a procedure of the mesh through the running node and print its result.") { procedure, json, named, timeout };
        call.SetAction((result, token) => Topics(result).CallAsync(
            result.GetRequiredValue(procedure), result.GetValue(json), result.GetValue(named), result.GetValue(timeout), token));
        return call;
    }

    private static Option<string?> Named() => new("--kwargs") { Description = "Named values, as a JSON object.", HelpName = "OBJECT" };

    private async Task<int> RunNodeAsync(ParseResult result, bool isHeadless, CancellationToken cancellationToken)
    {
        NodeSettings settings = await new SettingsReader(_surroundings).ReadAsync(_options.Read(result), cancellationToken);
        if (_surroundings.IsDoubleClicked)
        {
            // Without a terminal there is no line to type and none to read; the page is the front.
            settings = settings with { Page = settings.Page with { Opens = !settings.Page.IsOff } };
            isHeadless |= !_surroundings.InputIsTerminal;
        }

        return await new NodeRun(_surroundings, _start, _screen, _page).RunAsync(settings, isHeadless, cancellationToken);
    }

    private AskingCommands Asking(ParseResult result)
    {
        (StoragePlace place, bool isJson) = new SettingsReader(_surroundings).ReadPlace(_options.Read(result));
        return new AskingCommands(_surroundings, place, isJson);
    }

    private TopicCommands Topics(ParseResult result)
    {
        (StoragePlace place, bool isJson) = new SettingsReader(_surroundings).ReadPlace(_options.Read(result));
        return new TopicCommands(_surroundings, place, isJson);
    }

    private async Task ComplainAsync(ParseResult result, string sentence)
    {
        // The lines may be wrong just where "--json" stands, so its presence among the words decides.
        bool isJson = result.Tokens.Any(token => token.Value == "--json");
        using LineWriter writer = new(_surroundings.Output, _surroundings.Error);
        try
        {
            if (isJson)
            {
                await writer.WriteAsync(new JsonLines().Error(sentence), CancellationToken.None);
            }

            await writer.WriteAsync(new TextLines().Error(sentence), CancellationToken.None);
        }
        catch (OutputClosedException)
        {
            // Nobody is left to be told; the exit code remains.
        }
    }
}
