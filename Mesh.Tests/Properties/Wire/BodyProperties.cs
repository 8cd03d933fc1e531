using FsCheck;
using FsCheck.Fluent;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Probes;
using Mesh.Protocol.Topics;

namespace Mesh.Tests.Properties.Wire;

public sealed class BodyProperties
{
    private const int CaseCount = 100;

    [Fact]
    public void Every_body_is_read_as_it_was_written()
    {
        RoundTrips(BodyGenerators.Presence, body => body.Encode(), bytes => PresenceBody.Read(bytes));
        RoundTrips(BodyGenerators.Event, body => body.Encode(), bytes => EventBody.Read(bytes));
        RoundTrips(BodyGenerators.Call, body => body.Encode(), bytes => CallBody.Read(bytes));
        RoundTrips(BodyGenerators.Probe, body => body.Encode(), bytes => ProbeBody.Read(bytes));
        RoundTrips(BodyGenerators.Echo, body => body.Encode(), bytes => EchoBody.Read(bytes));
    }

    [Fact]
    public void Every_answer_is_read_as_it_was_written_under_its_own_kind_and_refused_or_another_under_the_rest()
    {
        AnswerKind[] kinds = Enum.GetValues<AnswerKind>();
        Check(BodyGenerators.Answer, answer =>
        {
            byte[] bytes = answer.Encode();
            Assert.Equal(Shape.Of(answer), Shape.Of(AnswerBody.Read((byte)answer.Kind, bytes)));
            foreach (AnswerKind other in kinds.Where(kind => kind != answer.Kind))
            {
                Assert.Equal(other, AnswerBody.Read((byte)other, bytes)?.Kind ?? other);
            }

            Assert.Null(AnswerBody.Read(16, bytes));
            Assert.Null(AnswerBody.Read(21, bytes));
        });
        RoundTrips(RecordGenerators.Number, CancelBody.Encode, bytes => CancelBody.Read(bytes));
    }

    private static void RoundTrips<T>(Gen<T> values, Func<T, byte[]> encode, Func<ReadOnlyMemory<byte>, object?> read)
    {
        Check(values, value =>
        {
            byte[] bytes = encode(value);
            Assert.Equal(Shape.Of(value), Shape.Of(read(bytes)));
            int step = Math.Max(1, bytes.Length / 100);
            for (int length = 0; length < bytes.Length; length += step)
            {
                Assert.Null(read(bytes.AsMemory(0, length)));
            }

            Assert.Null(read((byte[])[.. bytes, 0]));
        });
    }

    private static void Check<T>(Gen<T> values, Action<T> property) =>
        Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(CaseCount).WithReplay(2026, 101));
}
