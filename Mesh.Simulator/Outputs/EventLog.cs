using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Outputs;

/// <summary>
/// The event log: one JSON object a line, as it happens. The first line names the run; in the others <c>t</c> is in microseconds,
/// and what an event does not have is left out.
/// </summary>
internal sealed class EventLog : IRunObserver
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(BufferBytes * 2);
    private readonly Utf8JsonWriter _json;
    private readonly JsonEncodedText[] _kinds = [.. Enum.GetValues<RunEventKind>().Select(kind => JsonEncodedText.Encode(KeyName.Of(kind)))];

    /// <summary>Begins a run's log.</summary>
    /// <param name="stream">Where it goes; stays open.</param>
    /// <param name="scenario">The scenario's name.</param>
    /// <param name="protocol">The protocol's name.</param>
    /// <param name="seed">The seed.</param>
    public EventLog(Stream stream, string scenario, string protocol, ulong seed)
    {
        _stream = stream;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartObject();
        _json.WriteString("scenario", scenario);
        _json.WriteString("protocol", protocol);
        _json.WriteNumber("seed", seed);
        EndLine();
    }

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        _json.WriteStartObject();
        _json.WriteNumber("t", happened.At.Microseconds);
        _json.WriteString("kind", _kinds[(int)happened.Kind]);
        Write("a", happened.A, -1);
        Write("b", happened.B, -1);
        Write("number", happened.Number, -1);
        Write("bytes", happened.Bytes, 0);
        if (happened.Text is not null)
        {
            _json.WriteString("text", happened.Text);
        }

        EndLine();
        if (_buffer.WrittenCount >= BufferBytes)
        {
            Flush();
        }
    }

    /// <summary>Hands on what is still here.</summary>
    public void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    private void Write(string name, int value, int absent)
    {
        if (value != absent)
        {
            _json.WriteNumber(name, value);
        }
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        _json.Reset();
    }
}
