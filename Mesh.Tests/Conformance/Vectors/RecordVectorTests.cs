using System.Security.Cryptography;
using System.Text.Json;
using Mesh.Tests.Unit.Wire;
using Mesh.Wire;

namespace Mesh.Tests.Conformance.Vectors;

/// <summary>Executes docs/vectors/records.json, bundles.json and ids.json, which were made without this code.</summary>
public sealed class RecordVectorTests
{
    [Fact]
    public void Every_record_is_written_as_the_vectors_say_and_read_back()
    {
        HashSet<string> seen = [];
        foreach (JsonElement vector in VectorFile.Read("records.json").Items("records"))
        {
            string name = vector.Text("name");
            string hex = vector.Text("hex");
            byte[] bytes = Convert.FromHexString(hex);
            seen.Add(name);

            Assert.Equal(hex, Convert.ToHexStringLower(RecordBuilder.Build(name, vector.GetProperty("fields"))));
            Assert.Equal(hex, Convert.ToHexStringLower(RecordCatalog.Records[name](bytes) ?? []));
            FrameReader frame = new(bytes);
            Assert.Equal(DecodeStatus.Complete, frame.Next(out RecordKind kind, out _));
            Assert.Equal(name, kind.ToString());
        }

        Assert.Equal(RecordCatalog.Records.Keys, seen.Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetNames<RecordKind>().Order(StringComparer.Ordinal), RecordCatalog.Records.Keys);
    }

    [Fact]
    public void Every_faulty_record_is_refused()
    {
        foreach (JsonElement vector in VectorFile.Read("records.json").Items("refused"))
        {
            Assert.True(RecordCatalog.Records[vector.Text("name")](vector.Bytes("hex")) is null, $"{vector.Text("name")}: {vector.Text("because")}");
        }
    }

    [Fact]
    public void Cores_identities_and_signed_bytes_are_as_the_vectors_say()
    {
        JsonElement file = VectorFile.Read("bundles.json");
        Digest network = Digest.Read(file.Bytes("networkHash"));
        using ECDsa key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(P256Key.Spki(file.Bytes("point")), out _);
        foreach (JsonElement vector in file.Items("bundles"))
        {
            SignedBundle bundle = RecordBuilder.Bundle(vector);
            CoreMessage[] messages = [.. vector.Items("messages").Select(Message)];
            BundleCore core = new(new(vector.Id("room")), vector.Number("first"), new(vector.Id("previous")), (ServiceClass)vector.Int("class"), messages);

            Assert.Equal(vector.Text("core"), Convert.ToHexStringLower(core.Encode()));
            Assert.Equal(vector.Text("core"), Convert.ToHexStringLower(RecordCatalog.Core(bundle.Core) ?? []));
            Assert.Equal(vector.Text("id"), bundle.Id.ToString());
            Assert.Equal(vector.Text("signedBytes"), Convert.ToHexStringLower(bundle.SignedBytes(network)));
            Assert.True(key.VerifyData(bundle.SignedBytes(network), bundle.Signature.Span, HashAlgorithmName.SHA256));
        }
    }

    [Fact]
    public void Cores_with_a_second_encoding_or_out_of_their_limits_are_refused()
    {
        foreach (JsonElement vector in VectorFile.Read("bundles.json").Items("refusedCores"))
        {
            Assert.True(RecordCatalog.Core(vector.Bytes("hex")) is null, vector.Text("because"));
        }
    }

    [Fact]
    public void Identities_are_as_the_vectors_say()
    {
        JsonElement file = VectorFile.Read("ids.json");
        foreach (JsonElement key in file.Items("keys"))
        {
            byte[] point = key.Bytes("point");
            Assert.Equal(key.Text("spki"), Convert.ToHexStringLower(P256Key.Spki(point)));
            Assert.Equal(key.Id("peer"), P256Key.PeerOf(point).Value);
            Assert.Equal(key.Id("peer"), PeerId.OfKey(key.Bytes("spki")).Value);
            Assert.True(P256Key.TryPoint(key.Bytes("spki"), out ReadOnlySpan<byte> found));
            Assert.Equal(point, found.ToArray());
        }

        foreach (JsonElement room in file.Items("rooms"))
        {
            Assert.Equal(room.Id("room"), RoomId.OfName(room.Text("name")).Value);
        }

        foreach (JsonElement message in file.Items("messages"))
        {
            StreamId stream = new(new(message.Id("origin")), message.Number("incarnation"), new(message.Id("room")));
            Assert.Equal(message.Id("message"), stream.Message(message.Number("sequence")).Value);
        }
    }

    [Fact]
    public void A_key_record_names_its_owner()
    {
        foreach (JsonElement vector in VectorFile.Read("records.json").Items("records").Where(v => v.Text("name") == "Key"))
        {
            Assert.True(KeyRecord.TryRead(vector.Bytes("hex"), out KeyRecord key));
            Assert.Equal(vector.Id("owner"), key.Owner.Value);
        }
    }

    private static CoreMessage Message(JsonElement message) => new(
        message.Number("hlc"),
        [.. message.Items("parents").Select(p => MessageId.Read(Convert.FromHexString(p.GetString()!)))],
        (byte)message.Int("kind"),
        message.Bytes("body"));
}
