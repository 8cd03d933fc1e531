using System.Buffers.Binary;
using System.Text;

namespace Mesh.Simulator.Bench.Sockets;

/// <summary>WAMP's messages as MessagePack, as far as publishing and subscribing take it (WAMP, basic profile).</summary>
/// <param name="topics">What it subscribes to; it publishes on the first.</param>
internal sealed class WampPackForm(params string[] topics) : IEventForm
{
    /// <summary>Where a node has its router.</summary>
    public const string RouterPath = "/ws";

    private const byte Hello = 1;
    private const byte Welcome = 2;
    private const byte Publishing = 16;
    private const byte Subscribe = 32;
    private const byte Subscribed = 33;
    private const byte EmptyMap = 0x80;
    private const byte MapOfOne = 0x81;
    private const byte MapOfTwo = 0x82;
    private const byte ArrayOfOne = 0x91;
    private const byte ArrayOfThree = 0x93;
    private const byte ArrayOfFour = 0x94;
    private const byte ArrayOfFive = 0x95;
    private const byte ShortText = 0xa0;
    private const byte Text8 = 0xd9;
    private const byte Text16 = 0xda;
    private const byte Number64 = 0xcf;

    private readonly byte[] _topic = Long(topics[0]);
    private ulong _request;

    public string Path => RouterPath;

    public string? SubProtocol => "wamp.2.msgpack";

    public bool IsText => false;

    public IReadOnlyList<ReadOnlyMemory<byte>> Opening(bool subscribes)
    {
        byte[] hello = [ArrayOfThree, Hello, .. Short("mesh"), MapOfOne, .. Short("roles"), MapOfTwo, .. Short("publisher"), EmptyMap, .. Short("subscriber"), EmptyMap];
        List<ReadOnlyMemory<byte>> words = [hello];
        foreach (string topic in subscribes ? topics : [])
        {
            words.Add(new byte[] { ArrayOfFour, Subscribe, (byte)++_request, EmptyMap }.Concat(Long(topic)).ToArray());
        }

        return words;
    }

    public bool IsGood(ReadOnlySpan<byte> answer) => answer is [ArrayOfThree, Welcome or Subscribed, ..];

    public int Publish(Span<byte> frame, int bytes, Stamp stamp)
    {
        frame[0] = ArrayOfFive;
        frame[1] = Publishing;
        frame[2] = Number64;
        BinaryPrimitives.WriteUInt64BigEndian(frame[3..], ++_request);
        frame[11] = EmptyMap;
        _topic.CopyTo(frame[12..]);
        int used = 12 + _topic.Length;
        frame[used] = ArrayOfOne;
        frame[used + 1] = Text16;
        BinaryPrimitives.WriteUInt16BigEndian(frame[(used + 2)..], (ushort)bytes);
        stamp.Write(frame.Slice(used + 4, bytes));
        return used + 4 + bytes;
    }

    private static byte[] Long(string text) => [Text8, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Short(string text) => [(byte)(ShortText + text.Length), .. Encoding.ASCII.GetBytes(text)];
}
