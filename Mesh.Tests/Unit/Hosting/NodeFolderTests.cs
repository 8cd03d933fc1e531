using Mesh.Hosting;
using Mesh.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Tests.Unit.Hosting;

public sealed class NodeFolderTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "mesh-folder-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_path))
        {
            Directory.Delete(_path, recursive: true);
        }
    }

    [Fact]
    public void Where_somebody_else_answers_a_peer_is_not_looked_for_again()
    {
        PeerMemory memory = new(null, "aaaa", NullLogger.Instance);
        LinkAddress address = new(System.Net.IPEndPoint.Parse("10.0.0.7:6374"), "wl0");
        memory.Note(Peer(1), address, DateTimeOffset.UnixEpoch);
        memory.Note(Peer(2), address, DateTimeOffset.UnixEpoch);
        memory.Forget(Peer(1), [address]);
        Assert.Equal(Peer(2), Assert.Single(memory.Peers).Peer);
    }

    [Fact]
    public void A_missing_folder_is_made_for_its_owner_only()
    {
        using var folder = NodeFolder.Open(Path.Combine(_path, "deep"));
        Assert.True(Directory.Exists(Path.GetDirectoryName(folder.KeyPath)));
        if (!OperatingSystem.IsWindows())
        {
            UnixFileMode mode = File.GetUnixFileMode(Path.GetDirectoryName(folder.KeyPath)!);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);
        }
    }

    [Fact]
    public void A_folder_in_use_is_refused_with_its_name_and_the_process()
    {
        using var folder = NodeFolder.Open(_path);
        MeshException exception = Assert.Throws<MeshException>(() => NodeFolder.Open(_path));
        Assert.Equal(MeshFailure.DataFolderLocked, exception.Failure);
        Assert.Contains(_path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"process {Environment.ProcessId}"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_can_be_opened_again_when_it_was_given_back()
    {
        NodeFolder.Open(_path).Dispose();
        NodeFolder.Open(_path).Dispose();
    }

    [Fact]
    public void A_path_that_is_a_file_is_refused_with_the_mend()
    {
        File.WriteAllText(_path, "");
        try
        {
            MeshException exception = Assert.Throws<MeshException>(() => NodeFolder.Open(_path));
            Assert.Equal(MeshFailure.DataFolderUnusable, exception.Failure);
            Assert.Contains(_path, exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(_path);
        }
    }

    [Fact]
    public void The_identity_is_written_for_programs_on_this_machine()
    {
        using var folder = NodeFolder.Open(_path);
        PeerId peer = new(new Id128(1, 2));
        folder.TellIdentity(peer);
        Assert.Equal(peer.ToString(), File.ReadAllText(Path.Combine(_path, "peer.id")).Trim());
    }

    [Fact]
    public async Task Endpoints_are_remembered_for_each_network()
    {
        Directory.CreateDirectory(_path);
        string file = Path.Combine(_path, "peers.json");
        PeerMemory first = new(file, "aaaa", NullLogger.Instance);
        first.Note(Peer(1), Address("192.168.1.7:6374", "eth0"), DateTimeOffset.UnixEpoch);
        first.Note(Peer(2), Address("10.0.0.9:7000", null), DateTimeOffset.UnixEpoch.AddSeconds(5));
        Assert.True(first.IsDirty);
        await first.SaveAsync();
        Assert.False(first.IsDirty);
        PeerMemory other = new(file, "bbbb", NullLogger.Instance);
        other.Note(Peer(3), Address("10.0.0.3:6374", null), DateTimeOffset.UnixEpoch);
        await other.SaveAsync();

        PeerMemory again = new(file, "aaaa", NullLogger.Instance);

        Assert.Equal(["10.0.0.9:7000", "192.168.1.7:6374"], again.Peers.Select(peer => peer.ToAddress()!.EndPoint.ToString()));
        Assert.Equal(Peer(3), Assert.Single(new PeerMemory(file, "bbbb", NullLogger.Instance).Peers).Peer);
    }

    [Theory]
    [InlineData("127.0.0.1:6374", "lo")]
    [InlineData("[::1]:6374", "lo")]
    [InlineData("[fe80::1]:6374", null)]
    public void An_address_that_means_nothing_in_another_run_is_not_remembered(string endPoint, string? on)
    {
        PeerMemory memory = new(null, "aaaa", NullLogger.Instance);
        memory.Note(Peer(1), Address(endPoint, on), DateTimeOffset.UnixEpoch);
        Assert.Empty(memory.Peers);
    }

    [Fact]
    public void A_link_local_address_finds_its_scope_by_the_name_of_its_interface()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loopback interface is called lo on Linux.");
        PeerMemory memory = new(null, "aaaa", NullLogger.Instance);
        memory.Note(Peer(1), Address("[fe80::1%77]:6374", "lo"), DateTimeOffset.UnixEpoch);
        LinkAddress address = Assert.Single(memory.Peers).ToAddress()!;
        Assert.Equal("[fe80::1%1]:6374", address.EndPoint.ToString());
    }

    [Fact]
    public void The_endpoint_unused_for_longest_is_forgotten_first()
    {
        PeerMemory memory = new(null, "aaaa", NullLogger.Instance);
        for (int i = 1; i <= NodeLimits.RememberedEndPointsMax + 3; i++)
        {
            memory.Note(Peer((ulong)i), Address(FormattableString.Invariant($"10.0.0.{i}:6374"), null), DateTimeOffset.UnixEpoch);
        }

        Assert.Equal(NodeLimits.RememberedEndPointsMax, memory.Peers.Count);
        Assert.Equal("10.0.0.4", memory.Peers[^1].Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"networks\":{\"aaaa\":[{\"peer\":7}]}}")]
    [InlineData("{\"networks\":{\"aaaa\":{}}}")]
    public void A_damaged_memory_is_left_out(string text)
    {
        Directory.CreateDirectory(_path);
        string file = Path.Combine(_path, "peers.json");
        File.WriteAllText(file, text);
        Assert.Empty(new PeerMemory(file, "aaaa", NullLogger.Instance).Peers);
    }

    private static PeerId Peer(ulong number) => new(new Id128(0, number));

    private static LinkAddress Address(string endPoint, string? on) => new(System.Net.IPEndPoint.Parse(endPoint), on);
}
