using System.Globalization;
using System.Text;
using Mesh.Simulator.Fieldlogs;
using Mesh.Simulator.Formats;

namespace Mesh.Tests.Unit.Simulator.Fieldlogs;

/// <summary>A field log as a node would have written it, by the true time in seconds. Its wall clock may be wrong, and its own clock begins with the machine.</summary>
internal sealed class WrittenFieldlog
{
    private static readonly decimal Epoch = 1_796_000_000;

    private readonly StringBuilder _text = new();
    private readonly string _node;
    private decimal _start;

    /// <param name="node">Who records.</param>
    /// <param name="start">The true time of the header.</param>
    /// <param name="skew">How far the wall clock is ahead.</param>
    /// <param name="began">The true time at which the machine began.</param>
    public WrittenFieldlog(string node, decimal start = 0, decimal skew = 0, decimal began = -1000)
    {
        _node = node;
        Begin(start, skew, began);
    }

    public string Text => _text.ToString();

    public FormatSource Source => FormatSource.OfText($"{_node}.jsonl", Text);

    /// <summary>The identity that begins with a name of four letters.</summary>
    public static string IdentityOf(string name) => name + "-aaaa-aaaa-aaaa-aaaa-aaaa-aa";

    public static FieldlogTrace Trace(params WrittenFieldlog[] logs) => FieldlogTrace.Read([.. logs.Select(log => log.Source)], "logs");

    /// <summary>One more recording behind it.</summary>
    public WrittenFieldlog Begin(decimal start, decimal skew = 0, decimal began = -1000)
    {
        _start = start;
        _text.Append(CultureInfo.InvariantCulture, $$"""{"fieldlog":1,"node":"{{IdentityOf(_node)}}","wall":{{(long)((Epoch + start + skew) * 1_000_000)}},"monotonic":{{(long)((start - began) * 1_000_000)}},"version":"0"}""").Append('\n');
        return Line(start, """
            "event":"rooms","rooms":["r"]
            """);
    }

    public WrittenFieldlog Up(decimal at, string peer, bool isStanding = false) => Line(at, $"""
        "event":"link-up","peer":"{IdentityOf(peer)}","interface":"wifi","dialled":true,"standing":{(isStanding ? "true" : "false")}
        """);

    public WrittenFieldlog Down(decimal at, string peer) => Line(at, $"""
        "event":"link-down","peer":"{IdentityOf(peer)}"
        """);

    public WrittenFieldlog Wrote(decimal at, string message) => Line(at, $"""
        "event":"published","message":"{message}","origin":"{IdentityOf(_node)}","room":"r","bytes":40
        """);

    public WrittenFieldlog Heard(decimal at, string message, string origin, int hops = 1, string room = "r") => Line(at, $"""
        "event":"received","message":"{message}","origin":"{IdentityOf(origin)}","room":"{room}","bytes":40,"hops":{hops}
        """);

    public WrittenFieldlog End(decimal at) => Line(at, """
        "event":"end"
        """);

    public WrittenFieldlog Line(decimal at, string rest)
    {
        _text.Append(CultureInfo.InvariantCulture, $$"""{"t":{{(long)((at - _start) * 1_000_000)}},{{rest}}}""").Append('\n');
        return this;
    }
}
