using Mesh.Simulator.Bench;
using Mesh.Simulator.Bench.Parts;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Simulator.Bench;

public sealed class SampleBundleTests
{
    [Theory]
    [InlineData(1, 200, 16)]
    [InlineData(1, 4096, 16)]
    [InlineData(64, 200, 8)]
    public void Every_message_of_a_sample_frame_is_read(int messages, int bytes, int records)
    {
        byte[] frame = SampleBundles.Frame(SampleBundles.Record(messages, bytes), records);
        Assert.InRange(frame.Length, messages * bytes * records, WireLimits.FrameBytesMax);
        Assert.Equal(messages * records, SampleBundles.CountMessages(frame));
    }

    [Fact]
    public void A_frame_that_cannot_be_read_is_no_measurement()
    {
        byte[] frame = SampleBundles.Frame(SampleBundles.Record(1, 200), 2);
        Assert.Throws<BenchFault>(() => SampleBundles.CountMessages(frame.AsMemory(0, frame.Length - 1)));
    }
}
