using System.Text;
using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>Several messages in one of the transport.</summary>
public sealed class MessageBatchTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_packed_is_taken_out_again(bool isJson)
    {
        string[] messages = ["[1]", "[]", "[\"x\"]"];
        ReadOnlyMemory<byte> batch = MessageBatch.Pack([.. messages.Select(message => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(message))], isJson);

        foreach (string expected in messages)
        {
            Assert.True(MessageBatch.TryTake(ref batch, isJson, out ReadOnlyMemory<byte> message));
            Assert.Equal(expected, Encoding.UTF8.GetString(message.Span));
        }

        Assert.True(batch.IsEmpty);
        Assert.False(MessageBatch.TryTake(ref batch, isJson, out _));
    }

    [Theory]
    [InlineData("5b5d", true)]
    [InlineData("000000", false)]
    [InlineData("0000000290", false)]
    [InlineData("ffffffff90", false)]
    [InlineData("7fffffff90", false)]
    public void What_is_cut_off_is_refused(string hex, bool isJson)
    {
        ReadOnlyMemory<byte> batch = Convert.FromHexString(hex);

        Assert.False(MessageBatch.TryTake(ref batch, isJson, out _));
    }
}
