using Mesh.Diagnostics;
using Mesh.Discovery;
using Mesh.Protocol;
using Mesh.Protocol.Calls;
using Mesh.Transports;
using DialFailure = Mesh.Protocol.DialFailure;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>Makes the machine's inputs of what the pump takes from the inbox. Belongs to the pump.</summary>
internal sealed class ItemHandler
{
    private readonly MachineDriver _machine;
    private readonly LinkTable _links;
    private readonly NodeClock _clock;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;

    public ItemHandler(MachineDriver machine, LinkTable links, NodeClock clock, ILogger logger, CancellationToken stopping)
    {
        _machine = machine;
        _links = links;
        _clock = clock;
        _logger = logger;
        _stopping = stopping;
    }

    public required SightingRouter Sightings { get; init; }

    public required SignatureWorkers Signatures { get; init; }

    public required RoomNarrator Rooms { get; init; }

    public required RealmNarrator Realm { get; init; }

    public required AloneWatch Alone { get; init; }

    public required PeerMemory Memory { get; init; }

    public required DiagnosisDesk Diagnosis { get; init; }

    public void Handle(in PumpItem item)
    {
        switch (item.Kind)
        {
            case PumpItemKind.Frame when item.Subject is RentedFrame frame:
                HandleFrame(item.Input, frame);
                break;
            case PumpItemKind.SignatureAnswer:
                Signatures.Answered();
                _machine.Handle(item.Input);
                break;
            case PumpItemKind.LinkStands when item.Subject is ILink link:
                HandleLink(link, item.Input.Number);
                break;
            case PumpItemKind.LinkEnded when item.Subject is LinkDriver driver:
                HandleEnd(driver, item.Detail ?? "");
                break;
            case PumpItemKind.DialFailed when item.Subject is DialFault fault:
                NodeLog.DialFailed(_logger, fault.Addresses[0].ToString(), fault.Failure, fault.Text);
                Alone.DialFailed(fault, _clock.Now);
                if (fault is { Failure: LinkFailure.WrongPeer, Peer: PeerId expected })
                {
                    Memory.Forget(expected, fault.Addresses);
                }

                _machine.Handle(item.Input);
                break;
            case PumpItemKind.BundleWritten:
                Rooms.BundleWritten(item.Input.Number);
                break;
            case PumpItemKind.Sighting when item.Subject is PeerSighting sighting:
                if (Sightings.Route(sighting, _clock.Now) is MeshInput candidate)
                {
                    _machine.Handle(candidate);
                }

                break;
            case PumpItemKind.Diagnose when item.Subject is DiagnosisRequest request:
                request.Give(Diagnosis.Diagnose());
                break;
            case PumpItemKind.Input:
                HandleCommand(item.Input, item.Subject as TaskCompletionSource);
                break;
            default:
                throw new MeshInvariantException($"The inbox held {item.Kind} with a subject that does not belong to it.");
        }
    }

    private void HandleFrame(in MeshInput input, RentedFrame frame)
    {
        _links.NoteFrame(input.Link);
        try
        {
            // After its link's end nothing of a link reaches the machine any more.
            if (_links.Find(input.Link) is not null)
            {
                _machine.Handle(input);
            }
        }
        finally
        {
            frame.Dispose();
        }
    }

    private void HandleLink(ILink link, long dialToken)
    {
        if (_links.Add(link) is not LinkDriver driver)
        {
            NodeLog.LinkTurnedAway(_logger, link.Peer.ToShortString());
            if (dialToken != 0)
            {
                _machine.Handle(new MeshInput(MeshInputKind.DialFailed, Peer: link.Peer, Number: dialToken, Body: DialFailure.Unreachable));
            }

            return;
        }

        NodeLog.LinkStands(_logger, driver.Id.Value, link.Peer.ToShortString(), link.Remote.ToString(), link.IsInitiator);
        LinkFacts facts = new(
            link.Peer,
            link.PeerKey,
            link.IsInitiator,
            link.LocalBinding,
            link.RemoteBinding,
            LinkAddresses.Of(link.Remote),
            dialToken);
        _machine.Handle(new MeshInput(MeshInputKind.LinkUp, driver.Id, link.Peer, Body: facts));
        _links.Start(driver, _stopping);
    }

    private void HandleEnd(LinkDriver driver, string reason)
    {
        NodeLog.LinkEnded(_logger, driver.Id.Value, reason);
        if (_links.Remove(driver))
        {
            _machine.Handle(new MeshInput(MeshInputKind.LinkDown, driver.Id, driver.Link.Peer, Body: reason));
        }
    }

    private void HandleCommand(in MeshInput input, TaskCompletionSource? done)
    {
        if (input.Kind == MeshInputKind.Rename && input.Body is string name)
        {
            Rooms.OwnName = name;
        }

        if (input.Kind == MeshInputKind.Answer && input.Body is AnswerBody { Kind: not AnswerKind.Progress })
        {
            Realm.Answered(input.Number);
        }

        _machine.Handle(input);
        done?.TrySetResult();
    }
}
