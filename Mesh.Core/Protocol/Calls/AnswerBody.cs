using System.Buffers;
using Mesh.Wire;

namespace Mesh.Protocol.Calls;

/// <summary>
/// What a callee answers, by message kind (docs/protocol.md, "Calls"): ACK [number u64], PROGRESS and RESULT [number u64, payload bin],
/// ERROR [number u64, failure u8, name str, sentence str, payload bin].
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The call.</param>
/// <param name="Failure">For an error: why.</param>
/// <param name="Name">For an error of the callee's own: its name.</param>
/// <param name="Sentence">For an error: one sentence.</param>
/// <param name="Payload">The values.</param>
internal sealed record AnswerBody(AnswerKind Kind, ulong Number, CallFailure Failure = CallFailure.None, string Name = "", string Sentence = "", ReadOnlyMemory<byte> Payload = default)
{
    private const int AckFieldCount = 1;
    private const int ResultFieldCount = 2;
    private const int ErrorFieldCount = 5;

    /// <summary>Reads a body of that kind; null when it is malformed or over a limit.</summary>
    public static AnswerBody? Read(byte kind, ReadOnlyMemory<byte> bytes)
    {
        switch ((AnswerKind)kind)
        {
            case AnswerKind.Ack:
                RecordReader ack = new(bytes, AckFieldCount);
                AnswerBody acknowledged = new(AnswerKind.Ack, ack.Number());
                return ack.End() ? acknowledged : null;
            case AnswerKind.Progress or AnswerKind.Outcome:
                RecordReader result = new(bytes, ResultFieldCount);
                AnswerBody answered = new((AnswerKind)kind, result.Number(), Payload: result.Binary(0, WireLimits.BodyBytesMax));
                return result.End() ? answered : null;
            case AnswerKind.Error:
                RecordReader error = new(bytes, ErrorFieldCount);
                ulong number = error.Number();
                CallFailure failure = (CallFailure)error.Byte();
                string name = error.Text(CallLimits.NameBytesMax);
                string sentence = error.Text(CallLimits.SentenceBytesMax);
                AnswerBody failed = new(AnswerKind.Error, number, failure, name, sentence, error.Binary(0, WireLimits.BodyBytesMax));
                return error.End() ? failed : null;
            default:
                return null;
        }
    }

    /// <summary>The body's bytes.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> output = new(Payload.Length + 64);
        RecordWriter writer = new(output, Kind switch { AnswerKind.Ack => AckFieldCount, AnswerKind.Error => ErrorFieldCount, _ => ResultFieldCount });
        writer.Number(Number);
        if (Kind == AnswerKind.Error)
        {
            writer.Number((byte)Failure);
            writer.Text(Name, CallLimits.NameBytesMax);
            writer.Text(Sentence, CallLimits.SentenceBytesMax);
        }

        if (Kind != AnswerKind.Ack)
        {
            writer.Binary(Payload, WireLimits.BodyBytesMax);
        }

        return output.WrittenSpan.ToArray();
    }
}
