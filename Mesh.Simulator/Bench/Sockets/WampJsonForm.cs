using System.Globalization;
using System.Text;

namespace Mesh.Simulator.Bench.Sockets;

/// <summary>WAMP's messages as JSON, as far as publishing and subscribing to one topic take it (WAMP, basic profile).</summary>
internal sealed class WampJsonForm(string topic) : IEventForm
{
    private readonly byte[] _before = Encoding.UTF8.GetBytes($",{{}},\"{topic}\",[\"");
    private long _request;

    public string Path => WampPackForm.RouterPath;

    public string? SubProtocol => "wamp.2.json";

    public bool IsText => true;

    private static ReadOnlySpan<byte> Begin => "[16,"u8;

    private static ReadOnlySpan<byte> Behind => "\"]]"u8;

    public IReadOnlyList<ReadOnlyMemory<byte>> Opening(bool subscribes)
    {
        byte[] hello = Encoding.UTF8.GetBytes("[1,\"mesh\",{\"roles\":{\"publisher\":{},\"subscriber\":{}}}]");
        return subscribes ? [hello, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[32,{++_request},{{}},\"{topic}\"]"))] : [hello];
    }

    public bool IsGood(ReadOnlySpan<byte> answer) => answer.StartsWith("[2,"u8) || answer.StartsWith("[33,"u8);

    public int Publish(Span<byte> frame, int bytes, Stamp stamp)
    {
        Begin.CopyTo(frame);
        (++_request).TryFormat(frame[Begin.Length..], out int digits, default, CultureInfo.InvariantCulture);
        int used = Begin.Length + digits;
        _before.CopyTo(frame[used..]);
        used += _before.Length;
        stamp.Write(frame.Slice(used, bytes));
        Behind.CopyTo(frame[(used + bytes)..]);
        return used + bytes + Behind.Length;
    }
}
