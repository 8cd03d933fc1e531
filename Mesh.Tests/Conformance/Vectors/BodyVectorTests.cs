using System.Text.Json;
using Mesh.Chat;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Probes;
using Mesh.Protocol.Topics;
using Mesh.Tests.Unit.Wire;

namespace Mesh.Tests.Conformance.Vectors;

/// <summary>Executes docs/vectors/bodies.json, and the hashes of ids.json that bodies hold; both were made without this code.</summary>
public sealed class BodyVectorTests
{
    private static readonly IReadOnlyDictionary<string, byte> Kinds = new Dictionary<string, byte>
    {
        ["Presence"] = PresenceBody.MessageKind,
        ["GuestText"] = MessageBody.GuestText,
        ["GuestAction"] = MessageBody.GuestAction,
        ["Event"] = TopicDesk.MessageKind,
        ["Call"] = CallBody.MessageKind,
        ["Ack"] = (byte)AnswerKind.Ack,
        ["Progress"] = (byte)AnswerKind.Progress,
        ["Result"] = (byte)AnswerKind.Outcome,
        ["Error"] = (byte)AnswerKind.Error,
        ["Cancel"] = CancelBody.MessageKind,
        ["Probe"] = ProbeBody.MessageKind,
        ["Echo"] = EchoBody.MessageKind,
    };

    [Fact]
    public void Every_body_is_written_as_the_vectors_say_and_read_back()
    {
        HashSet<string> seen = [];
        foreach (JsonElement vector in VectorFile.Read("bodies.json").Items("bodies"))
        {
            string name = vector.Text("name");
            string hex = vector.Text("hex");
            seen.Add(name);

            Assert.Equal(Kinds[name], vector.Int("kind"));
            Assert.Equal(hex, Convert.ToHexStringLower(BodyBuilder.Build(name, vector.GetProperty("fields"))));
            Assert.Equal(hex, Convert.ToHexStringLower(RecordCatalog.Bodies[name](Convert.FromHexString(hex)) ?? []));
        }

        Assert.Equal(RecordCatalog.Bodies.Keys, seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_faulty_body_is_refused()
    {
        foreach (JsonElement vector in VectorFile.Read("bodies.json").Items("refused"))
        {
            Assert.Equal(Kinds[vector.Text("name")], vector.Int("kind"));
            Assert.True(RecordCatalog.Bodies[vector.Text("name")](vector.Bytes("hex")) is null, $"{vector.Text("name")}: {vector.Text("because")}");
        }
    }

    [Fact]
    public void Topics_and_procedures_travel_as_the_hashes_that_the_vectors_say()
    {
        JsonElement file = VectorFile.Read("ids.json");
        foreach (JsonElement topic in file.Items("topics"))
        {
            Assert.Equal(topic.Number("hash"), Interest.OfTopic(topic.Text("name")));
        }

        foreach (JsonElement procedure in file.Items("procedures"))
        {
            Assert.Equal(procedure.Number("hash"), Interest.OfProcedure(procedure.Text("name")));
        }
    }
}
