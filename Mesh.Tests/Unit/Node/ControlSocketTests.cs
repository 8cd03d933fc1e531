using System.Net.Sockets;
using System.Text;
using Mesh.Node.Api;
using Mesh.Node.Control;
using Mesh.Node.Guests;
using Mesh.Node.Lines;
using Mesh.Tests.Unit.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Unit.Node;

/// <summary>The control socket over real Unix domain sockets.</summary>
public sealed class ControlSocketTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeChatNode _node = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly string _path;
    private ApiHost? _api;
    private ControlServer? _server;

    public ControlSocketTests()
    {
        _path = Path.Combine(_folder.Path, "deep", ControlPath.FileName);
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_api?.DisposeAsync() ?? ValueTask.CompletedTask);
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Requests_are_answered_in_order_on_one_connection()
    {
        Start();
        using Client client = await ConnectAsync();
        await client.WriteAsync("""{"do":"id"}""" + "\n" + """{"do":"peers"}""" + "\n" + """{"do":"send","room":"ops","text":"hi","kind":"action"}""" + "\n");
        Assert.StartsWith("""{"event":"id","peer":"aeaq""", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"event":"peers","peers":[],"links":[],"alone":[]}""", await client.ReadAsync());
        Assert.StartsWith("""{"event":"queued","room":"ops",""", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("""{"event":"sent","room":"ops",""", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal((MessageKind.Action, "hi"), (_node.Said[0].Kind, _node.Said[0].Text));
    }

    [Fact]
    public async Task The_node_is_examined_where_it_runs()
    {
        Start();
        using Client client = await ConnectAsync();
        await client.WriteAsync("""{"do":"doctor"}""" + "\n");
        string answer = await client.ReadAsync() ?? "";
        Assert.StartsWith("""{"event":"doctor","version":1,""", answer, StringComparison.Ordinal);
        Assert.Contains("\"findings\":[{\"code\":\"discovery-off\",\"severity\":\"problem\",\"subject\":null,", answer, StringComparison.Ordinal);
        Assert.Contains("\"facts\":{\"node\":{\"running\":true,", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"do":5}""")]
    [InlineData("""{"do":"dance"}""")]
    [InlineData("""{"do":"send","room":"lobby"}""")]
    [InlineData("""{"do":"send","room":"01234567890123456789012345678901234567890123456789012345678901234","text":"x"}""")]
    [InlineData("""{"do":"tail","room":"01234567890123456789012345678901234567890123456789012345678901234"}""")]
    public async Task A_wrong_request_gets_an_error_and_the_connection_goes_on(string request)
    {
        Start();
        using Client client = await ConnectAsync();
        await client.WriteAsync(request + "\n" + """{"do":"id"}""" + "\n");
        Assert.StartsWith("""{"event":"error","message":""", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("""{"event":"id",""", await client.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_are_served_by_a_node_without_a_page_and_its_page_is_refused()
    {
        Start();
        using Client client = await ConnectAsync();
        await client.WriteAsync("""{"do":"publish","topic":"depth","args":[3]}""" + "\n" + """{"do":"page"}""" + "\n");
        Assert.StartsWith("""{"event":"published",""", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("has no page; start it without --no-page", await client.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_too_long_is_refused_without_being_held()
    {
        Start();
        using Client client = await ConnectAsync();
        await client.WriteAsync(new string('x', ControlSession.RequestBytesMax + 1) + "\n" + """{"do":"id"}""" + "\n");
        Assert.Contains("A request has at most", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("""{"event":"id",""", await client.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_64_KiB_passes_even_when_every_character_is_escaped()
    {
        Start();
        using Client client = await ConnectAsync();
        string escaped = string.Concat(Enumerable.Repeat("\\u0078", MeshRoom.TextBytesMax));
        await client.WriteAsync($$"""{"do":"send","room":"lobby","text":"{{escaped}}"}""" + "\n");
        await client.ReadAsync();
        Assert.Equal(MeshRoom.TextBytesMax, _node.Said[0].Text.Length);
    }

    [Fact]
    public async Task A_slow_reader_is_dropped_and_others_are_not_delayed()
    {
        Start();
        using Client slow = await ConnectAsync();
        await slow.WriteAsync("""{"do":"tail"}""" + "\n");
        await ReadersAsync(1);
        string text = new('x', 8_192);
        for (int i = 0; i < ControlSession.LinesMax + 256; i++)
        {
            _node.Happen(new MessageReceived(FakeChatNode.Noon, FakeChatNode.From(2, "ben", text)));
        }

        await ReadersAsync(0);
        using Client other = await ConnectAsync();
        await other.WriteAsync("""{"do":"id"}""" + "\n");
        Assert.StartsWith("""{"event":"id",""", await other.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_client_too_many_is_told_so_and_a_place_that_is_left_is_free_again()
    {
        Start();
        List<Client> clients = [];
        for (int i = 0; i < ControlServer.ClientsMax; i++)
        {
            Client client = await ConnectAsync();
            clients.Add(client);
            await client.WriteAsync("""{"do":"id"}""" + "\n");
            await client.ReadAsync();
        }

        using (Client extra = await ConnectAsync())
        {
            Assert.Contains("16 commands use this node already", await extra.ReadAsync(), StringComparison.Ordinal);
            Assert.Null(await extra.ReadAsync());
        }

        clients.ForEach(client => client.Dispose());
        string? answer = null;
        while (answer is null || answer.Contains("error", StringComparison.Ordinal))
        {
            using Client next = await ConnectAsync();
            answer = await next.TryAskAsync("""{"do":"id"}""" + "\n");
            _limit.Token.ThrowIfCancellationRequested();
        }

        Assert.StartsWith("""{"event":"id",""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_closes_its_side_ends_its_tail()
    {
        Start();
        using Client client = await ConnectAsync();
        await client.WriteAsync("""{"do":"tail","room":"lobby"}""" + "\n");
        await ReadersAsync(1);
        client.CloseSending();
        Assert.Null(await client.ReadAsync());
        await ReadersAsync(0);
    }

    [Fact]
    public void Socket_and_folder_are_for_their_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        Start();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(_path)!));
        }
    }

    [Fact]
    public async Task A_stale_socket_is_replaced_and_a_living_one_is_not()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using (Socket dead = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // A socket that is closed in good order takes its file along; one that is killed does not.
            dead.Bind(new UnixDomainSocketEndPoint(_path + "d"));
            File.Move(_path + "d", _path);
        }

        Assert.True(File.Exists(_path));
        Start();
        IOException refusal = Assert.Throws<IOException>(() => ControlSocketFile.Create(_path));
        Assert.Contains("another node serves", refusal.Message, StringComparison.Ordinal);
        using Client client = await ConnectAsync();
        await client.WriteAsync("""{"do":"id"}""" + "\n");
        Assert.NotNull(await client.ReadAsync());
    }

    [Fact]
    public void A_file_in_the_way_is_not_removed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllText(_path, "precious");
        Assert.Throws<IOException>(() => ControlSocketFile.Create(_path));
        Assert.Equal("precious", File.ReadAllText(_path));
    }

    [Fact]
    public async Task After_the_end_nothing_is_left()
    {
        Start();
        using Client client = await ConnectAsync();
        await client.WriteAsync("""{"do":"tail"}""" + "\n");
        await ReadersAsync(1);
        await _server!.DisposeAsync();
        Assert.False(File.Exists(_path));
        await ReadersAsync(0);
        Assert.Null(await client.ReadAsync());
    }

    [Fact]
    public void A_long_data_folder_gets_its_socket_elsewhere()
    {
        string folder = "/home/anna/" + new string('d', 120);
        Assert.Equal("/d/control.sock", ControlPath.Of("/d/", _ => null));
        string inRuntime = ControlPath.Of(folder, name => name == "XDG_RUNTIME_DIR" ? "/run/user/1000" : null);
        Assert.StartsWith("/run/user/1000/mesh-", inRuntime, StringComparison.Ordinal);
        string inTemporary = ControlPath.Of(folder, _ => null);
        Assert.True(Encoding.UTF8.GetByteCount(inTemporary) <= ControlPath.PathBytesMax);
        Assert.NotEqual(inTemporary, ControlPath.Of(folder + "e", _ => null));
        Assert.Equal(inTemporary, ControlPath.Of(folder + "/", _ => null));
    }

    private void Start()
    {
        _api = ApiHost.Start(_node, new PageRealm(), new NoWifi(), _time);
        _server = ControlServer.Start(_api.Node, NodeStatus.Of(_node, _folder.Path, _path, null), _path, _time, NullLogger.Instance);
    }

    private Task<Client> ConnectAsync() => Client.ConnectAsync(_path, _limit.Token);

    private async Task ReadersAsync(int count)
    {
        // The journal reads as well.
        while (_node.ReaderCount != count + 1)
        {
            await Task.Yield();
            _limit.Token.ThrowIfCancellationRequested();
        }
    }

    private sealed class Client : IDisposable
    {
        private readonly Socket _socket;
        private readonly NetworkStream _stream;
        private readonly LineReader _reader;
        private readonly CancellationToken _limit;

        private Client(Socket socket, CancellationToken limit)
        {
            _socket = socket;
            _stream = new NetworkStream(socket, ownsSocket: true);
            _reader = new LineReader(_stream, 4 << 20);
            _limit = limit;
        }

        public static async Task<Client> ConnectAsync(string path, CancellationToken limit)
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), limit);
            return new Client(socket, limit);
        }

        public Task WriteAsync(string text) => _stream.WriteAsync(Encoding.UTF8.GetBytes(text), _limit).AsTask();

        public async Task<string?> ReadAsync() => (await _reader.ReadAsync(_limit))?.Text;

        /// <summary>Asks where the node may hang up meanwhile.</summary>
        public async Task<string?> TryAskAsync(string request)
        {
            try
            {
                await WriteAsync(request);
                return await ReadAsync();
            }
            catch (IOException)
            {
                return null;
            }
        }

        public void CloseSending() => _socket.Shutdown(SocketShutdown.Send);

        public void Dispose() => _stream.Dispose();
    }
}
