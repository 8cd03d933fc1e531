using System.CommandLine;
using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Doctor;
using Mesh.Node.Lines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Commands;

/// <summary>The command "mesh doctor": asks the running node, or starts one for a look, and tells why others are not seen.</summary>
internal sealed class DoctorCommand
{
    private const string TemporaryName = "mesh doctor";
    private const int FoundCode = 1;

    private readonly Surroundings _surroundings;
    private readonly NodeStarter _start;
    private readonly SettingsLayer _layer;
    private readonly IMachine _machine;

    public DoctorCommand(Surroundings surroundings, NodeStarter start, SettingsLayer layer, IMachine machine)
    {
        _surroundings = surroundings;
        _start = start;
        _layer = layer;
        _machine = machine;
    }

    /// <summary>Builds the command.</summary>
    public static Command Of(CommandOptions options, Surroundings surroundings, NodeStarter start)
    {
        Option<string?> bundle = new("--bundle") { Description = "Write a report without secrets to a file, to hand to somebody.", HelpName = "FILE" };
        Option<bool> facts = new("--facts") { Description = "Show what was looked at, too." };
        Command command = new("doctor", "Tell why others are not seen: interfaces, multicast, firewalls, other networks.") { bundle, facts };
        options.AddLookOptions(command);
        command.SetAction((result, token) =>
            new DoctorCommand(surroundings, start, options.Read(result), new SystemMachine()).RunAsync(result.GetValue(bundle), result.GetValue(facts), token));
        return command;
    }

    /// <summary>Examines and tells.</summary>
    /// <param name="bundle">Where the report goes, or null for none.</param>
    /// <param name="showsFacts">Whether to tell what was looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>0 when nothing is wrong, 1 when something is.</returns>
    /// <exception cref="ComplaintException">Something given is wrong, or the report cannot be written.</exception>
    public async Task<int> RunAsync(string? bundle, bool showsFacts, CancellationToken cancellationToken)
    {
        (StoragePlace place, bool isJson) = new SettingsReader(_surroundings).ReadPlace(_layer);
        Examination examination = await AskAsync(place, cancellationToken) ?? await LookAsync(place, cancellationToken);
        if (bundle is not null)
        {
            await ReportBundle.WriteAsync(bundle, examination, place.Folder, cancellationToken);
        }

        string[] lines = isJson
            ? [ExaminationJson.Of(examination).ToString()]
            : [.. ExaminationText.Findings(examination), .. showsFacts ? ExaminationText.Facts(examination.Facts) : [], .. bundle is null ? (string[])[] : [$"The report is in {Printable.Line(bundle)}."]];
        using LineWriter writer = new(_surroundings.Output, _surroundings.Error);
        await writer.WriteAsync([.. lines.Select(line => new ChatLine(line, IsNote: false))], cancellationToken);
        return examination.IsHealthy ? 0 : FoundCode;
    }

    /// <summary>What the running node says, and a fresh look with this person's rights; null when none runs.</summary>
    private async Task<Examination?> AskAsync(StoragePlace place, CancellationToken cancellationToken)
    {
        using ControlClient? client = await new RunningNodeFinder(_surroundings, place).TryFindAsync(cancellationToken);
        if (client is null)
        {
            return null;
        }

        if (Ignored() is [_, ..] ignored)
        {
            throw new ComplaintException($"A node runs here and is looked at as it is, so {string.Join(" and ", ignored)} would change nothing; leave it out, or end that node first.");
        }

        await client.WriteAsync(JsonLine.Object().With("do", ControlRequest.Doctor).ToString(), cancellationToken);
        ControlAnswer answer = await client.ReadAsync(cancellationToken) ?? throw RunningNodeFinder.HungUp();
        return ExaminationJson.NodeOf(answer.Root) is { } node
            ? await new Examiner(_machine, _surroundings.Time).CompleteAsync(node, cancellationToken)
            : throw new ComplaintException($"The running node cannot examine itself ({Printable.Line(answer.Text("message"))}); it is of another version, so start it again.");
    }

    /// <summary>What was asked for on the command line and is the running node's to decide.</summary>
    private string[] Ignored() =>
    [
        .. new (string Option, bool IsGiven)[]
        {
            ("--network", _layer.Network is not null),
            ("--passphrase", _layer.AskPassphrase is not null),
            ("--passphrase-file", _layer.PassphraseFile is not null),
            ("--peer", _layer.Peers is not null),
            ("--interface", _layer.Interfaces is not null),
            ("--port", _layer.Port is not null),
            ("--no-mdns", _layer.NoMdns is not null),
        }.Where(one => one.IsGiven).Select(one => one.Option),
    ];

    /// <summary>Starts a node that joins no room and keeps nothing, and examines that.</summary>
    private async Task<Examination> LookAsync(StoragePlace place, CancellationToken cancellationToken)
    {
        NodeSettings settings = await new SettingsReader(_surroundings).ReadAsync(_layer, cancellationToken);
        RunningNode running;
        try
        {
            MeshOptions options = (settings with { Name = TemporaryName }).ToOptions(dataFolder: null, NullLoggerFactory.Instance);
            running = await _start(options with { Links = options.Links with { IsPassing = true } }, cancellationToken);
        }
        catch (Exception fault) when (fault is MeshException or ArgumentException)
        {
            throw new ComplaintException(PlainMessage.Of(fault), fault);
        }

        await using (running.Lifetime)
        {
            return await new Examiner(_machine, _surroundings.Time).ExamineAsync(running.Node, isRunning: false, cancellationToken, place.Folder);
        }
    }
}
