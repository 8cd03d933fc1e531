using System.Text;
using System.Text.Encodings.Web;

namespace Mesh.Node.Web;

/// <summary>
/// A page that never ends, for a hidden frame: each event is a script that hands the object to the page around it, for that page's origin only.
/// Scripts run by a nonce of this answer; what is in an event cannot end one.
/// </summary>
internal sealed class FrameForm : IStreamForm
{
    /// <summary>Some browsers show and run nothing before so many bytes came.</summary>
    private const int PaddingBytes = 2_048;

    private readonly string _target;
    private readonly string _nonce;

    public FrameForm(string target, string nonce)
    {
        _target = JavaScriptEncoder.Default.Encode(target);
        _nonce = nonce;
    }

    public string ContentType => "text/html; charset=utf-8";

    public ReadOnlyMemory<byte> Heartbeat { get; } = "<!-- alive -->\n"u8.ToArray();

    public ReadOnlyMemory<byte> Begin() =>
        Encoding.UTF8.GetBytes($"<!doctype html><meta charset=\"utf-8\"><title>Mesh events</title>\n<!--{new string(' ', PaddingBytes)}-->\n");

    /// <summary>"&lt;" never stands in a script: "&lt;/script" and "&lt;!--" would be read by the page's parser and not as text.</summary>
    public ReadOnlyMemory<byte> Of(EventLine line)
    {
        string data = Encoding.UTF8.GetString(line.Utf8.Span).Replace("<", "\\u003c", StringComparison.Ordinal).Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($"<script nonce=\"{_nonce}\">parent.postMessage({data},\"{_target}\")</script>\n");
    }
}
