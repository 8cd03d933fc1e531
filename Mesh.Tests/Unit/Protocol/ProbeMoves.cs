using Mesh.Protocol;
using Mesh.Protocol.Probes;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>Probes of a victim and by it.</summary>
internal static class ProbeMoves
{
    /// <summary>The victim asks somebody.</summary>
    public static void Ask(this Victim victim, long token, ProbeCommand command) => victim.Do(new MeshInput(MeshInputKind.Probe, Number: token, Body: command));

    /// <summary>A bundle with one probe of the victim.</summary>
    public static SignedBundle Probe(this Victim victim, VirtualKey asker, ulong sequence, ProbeBody probe) =>
        victim.Private(asker, victim.Key.Peer, sequence, ProbeBody.MessageKind, probe.Encode());

    /// <summary>A bundle with one echo for the victim.</summary>
    public static SignedBundle Echo(this Victim victim, VirtualKey from, ulong sequence, EchoBody echo) =>
        victim.Private(from, victim.Key.Peer, sequence, EchoBody.MessageKind, echo.Encode());

    /// <summary>Probes that the victim sent, each once however many attempts it took.</summary>
    public static (PeerId To, ProbeBody Body)[] Probes(this Victim victim) => [.. victim.OwnRouted()
        .DistinctBy(sent => sent.Record.Bundle.Id)
        .SelectMany(sent => sent.Core.Messages.Where(message => message.Kind == ProbeBody.MessageKind).Select(message => (new PeerId(sent.Core.Room.Value), ProbeBody.Read(message.Body)!)))];

    /// <summary>What the victim answered to probes, in order.</summary>
    public static EchoBody[] Echoes(this Victim victim) => [.. victim.OwnRouted()
        .SelectMany(sent => sent.Core.Messages.Where(message => message.Kind == EchoBody.MessageKind).Select(message => EchoBody.Read(message.Body)!))];

    /// <summary>How the victim's probes ended.</summary>
    public static (long Token, ProbeOutcome Outcome)[] ProbesEnded(this Victim victim) => [.. victim.Outputs
        .Where(output => output.Kind == MeshOutputKind.ProbeEnded)
        .Select(output => (output.Number, (ProbeOutcome)output.Body!))];
}
