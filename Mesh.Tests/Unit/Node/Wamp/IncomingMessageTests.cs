using System.Text;
using Mesh.Node.Wamp;
using Mesh.Tests.Fuzz.Wire;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>Messages of clients taken apart.</summary>
public sealed class IncomingMessageTests
{
    private const int MutationCount = 20_000;

    private static readonly string[] Messages =
    [
        WampClient.Hello,
        """[1,"mesh",{"roles":{"caller":{}},"authmethods":["ticket"],"authid":"anna","agent":"x"}]""",
        """[3,{"message":"no"},"wamp.close.normal",["why"],{"a":1}]""",
        """[5,"secret",{}]""",
        """[6,{},"wamp.close.close_realm"]""",
        """[8,68,7,{},"com.example.error",["why"],{"level":3}]""",
        """[16,9007199254740992,{"acknowledge":true,"exclude_me":false,"disclose_me":true,"unknown":[1]},"com.example.t",[1,"two"],{"k":null}]""",
        """[32,1,{"match":"wildcard"},"com..t"]""",
        "[34,2,5]",
        """[48,3,{"receive_progress":true,"timeout":1500},"com.example.add",[23,7]]""",
        """[49,3,{"mode":"kill"}]""",
        """[64,4,{"_mesh_idempotent":true},"com.example.add"]""",
        "[66,5,9]",
        """[70,6,{"progress":true},[30]]""",
    ];

    [Fact]
    public void Every_message_of_a_client_is_understood()
    {
        Assert.All(Messages, json => Assert.True(TryRead(json, out _, out string fault), $"{json}: {fault}"));

        Assert.True(TryRead(Messages[6], out IncomingMessage publish, out _));
        Assert.Equal((WampCode.Publish, 1L << 53, "com.example.t"), (publish.Code, publish.Request, publish.Text));
        Assert.Equal((true, false, true), (publish.Options.Acknowledge, publish.Options.ExcludesMe, publish.Options.DisclosesMe));
        Assert.Equal([1L, "two"], publish.Arguments!.Positional);
        Assert.Null(publish.Arguments.Named["k"]);

        Assert.True(TryRead(Messages[1], out IncomingMessage hello, out _));
        Assert.Equal(("mesh", true, "anna"), (hello.Text, hello.Hello.HasRoles, hello.Hello.AuthId));
        Assert.Equal(["ticket"], hello.Hello.AuthMethods);
    }

    [Theory]
    [InlineData("{}", "array")]
    [InlineData("[]", "array")]
    [InlineData("[\"16\"]", "array")]
    [InlineData("[17,1,1]", "not for a router")]
    [InlineData("[16,1,{}]", "4 items to 6")]
    [InlineData("[32,1,{},\"a\",[]]", "4 items, not 5")]
    [InlineData("[32,0,{},\"a\"]", "1 to 2^53")]
    [InlineData("[32,-1,{},\"a\"]", "1 to 2^53")]
    [InlineData("[32,9007199254740993,{},\"a\"]", "1 to 2^53")]
    [InlineData("[32,1.5,{},\"a\"]", "1 to 2^53")]
    [InlineData("[32,1,[],\"a\"]", "options")]
    [InlineData("[32,1,{},7]", "string")]
    [InlineData("[34,1,0]", "subscription's")]
    [InlineData("[16,1,{\"acknowledge\":1},\"a\"]", "'acknowledge'")]
    [InlineData("[48,1,{\"timeout\":-1},\"a\"]", "'timeout'")]
    [InlineData("[32,1,{\"match\":3},\"a\"]", "'match'")]
    [InlineData("[16,1,{},\"a\",{}]", "arguments")]
    [InlineData("[16,1,{},\"a\",[],[]]", "arguments")]
    [InlineData("[1,\"mesh\",{\"roles\":[]}]", "HELLO")]
    public void A_message_that_is_none_is_refused_with_a_sentence(string json, string part)
    {
        Assert.False(TryRead(json, out _, out string fault));
        Assert.Contains(part, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_left_out_by_null_are_none()
    {
        Assert.True(TryRead("[16,1,{},\"a\",null,{\"k\":1}]", out IncomingMessage message, out _));

        Assert.Empty(message.Arguments!.Positional);
        Assert.Equal(1L, message.Arguments.Named["k"]);
    }

    [Fact]
    public void Arguments_that_the_mesh_cannot_carry_are_told_apart_from_broken_messages()
    {
        Assert.True(TryRead($"[16,1,{{}},\"a\",[\"{new string('x', MeshArguments.BytesMax)}\"]]", out IncomingMessage large, out _));
        Assert.Null(large.Arguments);
        Assert.Equal("wamp.error.payload_size_exceeded", large.ArgumentFault);

        // [16, 1, {}, "a", [{1: 2}]]: a map whose key is a number.
        Assert.True(IncomingMessage.TryRead(Convert.FromHexString("95100180a16191810102"), out IncomingMessage keyed, out _));
        Assert.Equal("wamp.error.invalid_argument", keyed.ArgumentFault);
    }

    [Fact]
    public void Bytes_after_a_message_are_refused() => Assert.False(IncomingMessage.TryRead(Convert.FromHexString("93220205c0"), out _, out _));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_mutated_message_never_does_worse_than_being_refused(ulong seed)
    {
        Mutator mutator = new([.. Messages.Select(Packed)], seed);
        int accepted = 0;
        for (int i = 0; i < MutationCount; i++)
        {
            byte[] bytes = mutator.Next();
            if (IncomingMessage.TryRead(bytes, out IncomingMessage message, out string fault))
            {
                accepted++;
                Assert.True(message.Arguments is not null || message.ArgumentFault.Length > 0);
                Assert.True(message.Arguments is null || MeshArguments.TryTake(message.Arguments.PositionalBytes, message.Arguments.NamedBytes, out _));
            }
            else
            {
                Assert.NotEmpty(fault);
            }
        }

        Assert.InRange(accepted, MutationCount / 50, MutationCount);
    }

    private static byte[] Packed(string json)
    {
        PatchableBuffer buffer = new();
        Assert.True(JsonToMessagePack.TryConvert(Encoding.UTF8.GetBytes(json), buffer), json);
        return buffer.Written.ToArray();
    }

    private static bool TryRead(string json, out IncomingMessage message, out string fault) => IncomingMessage.TryRead(Packed(json), out message, out fault);
}
