using System.Buffers;
using Mesh.Wire;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>Bundles to bytes and back, on one thread.</summary>
internal static class CodecPart
{
    private const int FrameRecordsMax = 16;

    /// <summary>Measures.</summary>
    public static Task<PartReport> RunAsync(BenchContext context)
    {
        List<Figure> figures = [];
        Measure(context, figures, "200B", SampleBundles.Record(1, 200));
        Measure(context, figures, "4KiB", SampleBundles.Record(1, 4096));
        Measure(context, figures, "64x200B", SampleBundles.Record(64, 200));
        return Task.FromResult(new PartReport(BenchPart.Codec, figures,
        [
            "One record holds one bundle; 64x200B is one bundle of 64 messages. Reading includes the bundle's identifier (SHA-256) and its core, and copies nothing.",
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A frame holds up to {FrameRecordsMax} records and is split, checked and read as a node does up to the signature."),
        ]));
    }

    private static void Measure(BenchContext context, List<Figure> figures, string size, BundleRecord record)
    {
        context.Tell($"codec {size}");
        byte[] encoded = SampleBundles.Frame(record, 1);
        int records = Math.Min(FrameRecordsMax, WireLimits.FrameBytesMax / encoded.Length);
        byte[] frame = SampleBundles.Frame(record, records);
        byte[] copy = new byte[encoded.Length];
        int messages = SampleBundles.CountMessages(encoded);
        ArrayBufferWriter<byte> output = new(encoded.Length);
        Figure copied = new($"codec.{size}.memcpy", "records/s", LoopTimer.PerSecond(context, () => encoded.AsSpan().CopyTo(copy)));
        Reading written = LoopTimer.PerSecond(context, () =>
        {
            output.ResetWrittenCount();
            record.Write(output);
        });
        Reading read = LoopTimer.PerSecond(context, () => SampleBundles.CountMessages(encoded));
        Reading framed = LoopTimer.PerSecond(context, () => SampleBundles.CountMessages(frame), records);
        figures.Add(copied);
        figures.Add(new Figure($"codec.{size}.write", "records/s", written).To(copied));
        figures.Add(new Figure($"codec.{size}.read", "records/s", read).To(copied));
        figures.Add(new Figure($"codec.{size}.frame", "records/s", framed).To(copied));
        figures.Add(new Figure($"codec.{size}.write.bytes", "MB/s", written.Times(encoded.Length / 1e6)));
        figures.Add(new Figure($"codec.{size}.frame.bytes", "MB/s", framed.Times(encoded.Length / 1e6)));
        Figure perMessage = new($"codec.{size}.frame.messages", "msg/s", framed.Times(messages));
        figures.Add(messages > 1 ? perMessage.AtLeast(2_000_000) : perMessage);
    }
}
