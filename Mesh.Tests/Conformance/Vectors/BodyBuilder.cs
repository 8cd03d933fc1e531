using System.Text.Json;
using Mesh.Chat;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Probes;
using Mesh.Protocol.Topics;

namespace Mesh.Tests.Conformance.Vectors;

/// <summary>Writes the message's body that a vector describes by its fields.</summary>
internal static class BodyBuilder
{
    public static byte[] Build(string name, JsonElement f) => name switch
    {
        "Presence" => new PresenceBody(
            f.Text("name"),
            [.. f.Items("rooms").Select(room => room.GetString()!)],
            f.GetProperty("isLeaving").GetBoolean(),
            f.Int("intervalSeconds"),
            [.. f.Items("neighbours").Select(neighbour => new PresenceNeighbour(new(neighbour.Id("peer")), (ushort)neighbour.Int("roundTrip")))],
            new Interest(Numbers(f, "topics"), f.GetProperty("wantsAll").GetBoolean(), Numbers(f, "procedures"), f.GetProperty("offersMore").GetBoolean())).Encode(),
        "Event" => new EventBody(f.Text("topic"), f.Number("publication"), f.Number("publisher"), f.Bytes("payload")).Encode(),
        "Call" => new CallBody(
            f.Number("boot"), f.Number("heard"), f.Number("number"), f.Text("procedure"), f.Number("timeout"), f.GetProperty("wantsProgress").GetBoolean(), f.Number("caller"), f.Bytes("payload")).Encode(),
        "Ack" => new AnswerBody(AnswerKind.Ack, f.Number("number")).Encode(),
        "Progress" => new AnswerBody(AnswerKind.Progress, f.Number("number"), Payload: f.Bytes("payload")).Encode(),
        "Result" => new AnswerBody(AnswerKind.Outcome, f.Number("number"), Payload: f.Bytes("payload")).Encode(),
        "Error" => new AnswerBody(AnswerKind.Error, f.Number("number"), (CallFailure)f.Int("failure"), f.Text("error"), f.Text("sentence"), f.Bytes("payload")).Encode(),
        "Cancel" => CancelBody.Encode(f.Number("number")),
        "Probe" => new ProbeBody(f.Number("token"), (ProbeSubject)f.Int("subject"), f.Id("id")).Encode(),
        "Echo" => new EchoBody(f.Number("token"), (byte)f.Int("hops"))
        {
            Finding = (EchoFinding)f.Int("finding"),
            Neighbour = new(f.Id("neighbour")),
            RoundTrip = (ushort)f.Int("roundTrip"),
            Crossed = (byte)f.Int("crossed"),
            Manner = (WayManner)f.Int("manner"),
            AgeMicroseconds = f.Number("age"),
            PassedTo = [.. f.Items("passedTo").Select(peer => new PeerId(Id128.Read(Convert.FromHexString(peer.GetString()!))))],
        }.Encode(),
        "GuestText" => MessageBody.OfGuest(f.Text("guest"), f.Text("text"), MessageKind.Text).Bytes.ToArray(),
        "GuestAction" => MessageBody.OfGuest(f.Text("guest"), f.Text("text"), MessageKind.Action).Bytes.ToArray(),
        _ => throw new ArgumentException($"The vectors hold a body \"{name}\" that is not known here.", nameof(name)),
    };

    private static ulong[] Numbers(JsonElement f, string name) =>
        [.. f.Items(name).Select(number => ulong.Parse(number.GetString()!, System.Globalization.CultureInfo.InvariantCulture))];
}
