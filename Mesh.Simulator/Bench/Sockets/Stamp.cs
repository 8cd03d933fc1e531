using System.Globalization;

namespace Mesh.Simulator.Bench.Sockets;

/// <summary>
/// What the bench writes into an event: text that is the same in every encoding and found in any of them without reading the encoding, so that the far end
/// costs as little as it can. Holds the series it belongs to, its number in it, and when it was written by the machine's clock.
/// </summary>
/// <param name="Series">The measurement.</param>
/// <param name="Number">From 0.</param>
/// <param name="At">When.</param>
internal readonly record struct Stamp(uint Series, uint Number, long At)
{
    /// <summary>The least bytes of a body with a stamp.</summary>
    public const int BytesMin = 38;

    private const int NumberBytes = 8;
    private const int TimeBytes = 16;
    private const byte Filler = (byte)'x';

    private static ReadOnlySpan<byte> Marker => "bench:"u8;

    /// <summary>Fills a body.</summary>
    public void Write(Span<byte> body)
    {
        Marker.CopyTo(body);
        Span<byte> fields = body[Marker.Length..];
        Series.TryFormat(fields, out _, "x8", CultureInfo.InvariantCulture);
        Number.TryFormat(fields[NumberBytes..], out _, "x8", CultureInfo.InvariantCulture);
        At.TryFormat(fields[(2 * NumberBytes)..], out _, "x16", CultureInfo.InvariantCulture);
        body[BytesMin..].Fill(Filler);
    }

    /// <summary>Finds the next stamp.</summary>
    /// <param name="frame">Where; afterwards what stands behind it.</param>
    /// <param name="stamp">The stamp.</param>
    /// <returns>False when there is none.</returns>
    public static bool TryTake(ref ReadOnlySpan<byte> frame, out Stamp stamp)
    {
        stamp = default;
        int place = frame.IndexOf(Marker);
        if (place < 0 || frame.Length - place < BytesMin)
        {
            return false;
        }

        ReadOnlySpan<byte> fields = frame.Slice(place + Marker.Length, BytesMin - Marker.Length);
        frame = frame[(place + BytesMin)..];
        if (!uint.TryParse(fields[..NumberBytes], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint series)
            || !uint.TryParse(fields.Slice(NumberBytes, NumberBytes), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint number)
            || !long.TryParse(fields.Slice(2 * NumberBytes, TimeBytes), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long at))
        {
            return false;
        }

        stamp = new Stamp(series, number, at);
        return true;
    }
}
