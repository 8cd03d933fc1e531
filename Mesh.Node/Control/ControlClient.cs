using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Mesh.Node.Configuration;
using Mesh.Node.Lines;

namespace Mesh.Node.Control;

/// <summary>A command's side of the control socket.</summary>
internal sealed class ControlClient : IDisposable
{
    private const int AnswerBytesMax = 4 << 20;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private readonly LineReader _reader;

    private ControlClient(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: false);
        _reader = new LineReader(_stream, AnswerBytesMax);
    }

    /// <summary>Connects to the node that uses a data folder.</summary>
    /// <returns>Null when no node runs there.</returns>
    /// <exception cref="ComplaintException">A node runs, but may not be used.</exception>
    public static async Task<ControlClient?> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new ControlClient(socket);
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AccessDenied)
        {
            socket.Dispose();
            throw new ComplaintException($"The control socket '{path}' belongs to another user; run the command as that user, or name your own node's folder with --data.", fault);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Asks and reads every line of the answer until the node hangs up or the caller stops.</summary>
    public async IAsyncEnumerable<ControlAnswer> AskAsync(JsonLine request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await WriteAsync(request.ToString(), cancellationToken);
        while (await ReadAsync(cancellationToken) is { } answer)
        {
            yield return answer;
        }
    }

    /// <summary>Asks for something; answers are read with <see cref="ReadAsync"/>.</summary>
    /// <param name="request">One JSON object on one line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(string request, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(request + "\n"), cancellationToken);
        }
        catch (IOException)
        {
            // The node hung up; reading tells so.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    /// <summary>The next line of an answer; null when the node hung up.</summary>
    public async Task<ControlAnswer?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(cancellationToken) is { } line ? ControlAnswer.Parse(line.Text) : null;
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return null;
        }
    }
}
