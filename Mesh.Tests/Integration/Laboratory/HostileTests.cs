using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mesh.Wire;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>
/// A stranger attacks the node in the middle of a chain while those at its ends chat through it: it stays up, its memory stays
/// bounded, and every line arrives.
/// </summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class HostileTests : IAsyncLifetime
{
    private const long GrowthBytesMax = 80L << 20;
    private const string Upgrade =
        "GET /mesh HTTP/1.1\r\nHost: mesh\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mesh.v1\r\n\r\n";

    private readonly List<string> _lies = [];
    private MeshGroup? _group;
    private readonly List<HostileCaller> _callers = [];
    private LabHost? _lair;
    private HostileCaller? _caller;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _callers.ForEach(caller => caller.Dispose());
        if (_group is not null)
        {
            await _group.DisposeAsync();
        }
    }

    [Fact]
    public async Task Node_survives_a_hostile_stranger_and_its_neighbours_notice_nothing()
    {
        _group = await MeshGroup.StartAsync(3, (air, hosts) => air.Line(hosts));
        MeshHost victim = _group[1];
        _lair = await _group.Network.AddHostAsync();
        await _group.Network.ShapeAsync(air => air.Connect(_lair, victim.Process.Host));
        await ChatAsync("before");
        long before = victim.Process.Figures.ResidentBytes;

        foreach ((string name, Func<Task> attack) in Attacks())
        {
            // Whoever was caught is shunned, so every attack has an identity of its own.
            _caller = new HostileCaller(_lair, victim.Process.Host);
            _callers.Add(_caller);
            Task attacking = attack();
            await ChatAsync(name);
            await attacking;
            Assert.False(victim.Process.HasExited, victim.Process.Describe($"ended under {name}"));
            long grown = victim.Process.Figures.ResidentBytes - before;
            TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{name}: {grown / 1024} KiB more than before"));
            Assert.InRange(grown, long.MinValue, GrowthBytesMax);
        }

        await ChatAsync("after");
        Assert.All(_group.People, person => Assert.All(_lies, lie => Assert.Equal(0, person.TimesShown(lie))));
        Assert.All(_group.People, person => Assert.Equal(1, person.TimesShown("replayed")));
    }

    private IEnumerable<(string Name, Func<Task> Attack)> Attacks() =>
    [
        ("garbage bytes", GarbageAsync),
        ("half handshakes", HalfHandshakesAsync),
        ("slow heads", SlowHeadsAsync),
        ("oversized heads", OversizedHeadsAsync),
        ("wrong certificates", WrongCertificatesAsync),
        ("oversized frames", OversizedFramesAsync),
        ("malformed records", MalformedRecordsAsync),
        ("replays", ReplaysAsync),
        ("a flood of lines", FloodOfLinesAsync),
        ("a flood of announcements", FloodOfAnnouncementsAsync),
        ("forged lines", ForgeriesAsync),
    ];

    // Both ends write through the victim; every line has to arrive, once.
    private async Task ChatAsync(string topic)
    {
        for (int number = 0; number < 5; number++)
        {
            await _group![0].SayAsync($"{topic}: there {number}");
            await _group[2].SayAsync($"{topic}: and back {number}");
            IReadOnlyList<LabLine> shown = await _group.ShownByAllAsync(_group[0], $"{topic}: there {number}");
            Assert.Equal(2, shown[1].Number("hops"));
            await _group.ShownByAllAsync(_group[2], $"{topic}: and back {number}");
        }
    }

    private Task GarbageAsync() => ManyAsync(40, async number =>
    {
        NetworkStream stream = await _caller!.ConnectAsync();
        await TryAsync(() => stream.WriteAsync(RandomNumberGenerator.GetBytes(1 << (number % 17))).AsTask());
    });

    private Task HalfHandshakesAsync() => ManyAsync(2_000, async _ =>
    {
        // The first bytes of a TLS record that claims 512 more, and then nothing.
        NetworkStream stream = await _caller!.ConnectAsync();
        await TryAsync(() => stream.WriteAsync(new byte[] { 0x16, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3 }).AsTask());
    });

    private Task SlowHeadsAsync() => ManyAsync(200, async _ => await TryAsync(async () =>
    {
        SslStream secured = await _caller!.SecureAsync(_caller.Certificate);
        foreach (char letter in Upgrade[..20])
        {
            await secured.WriteAsync(new[] { (byte)letter });
            await secured.FlushAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }));

    private Task OversizedHeadsAsync() => ManyAsync(8, async _ => await TryAsync(async () =>
    {
        string? answer = await _caller!.AskAsync(_caller.Certificate, Upgrade[..^2] + $"X-Much: {new string('a', 1 << 20)}\r\n\r\n");
        Assert.True(answer is null || answer.Contains(" 431 ", StringComparison.Ordinal), $"An oversized head was answered with: {answer}");
    }));

    private async Task WrongCertificatesAsync()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using X509Certificate2 ofRsa = new CertificateRequest("CN=mesh", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using X509Certificate2 ofLarger = new CertificateRequest("CN=mesh", larger, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        foreach (X509Certificate2? wrong in new[] { ofRsa, ofLarger, null })
        {
            Assert.Contains(" 403 ", await _caller!.AnswerAsync(wrong, Upgrade), StringComparison.Ordinal);
        }

        Assert.Contains(" 426 ", await _caller!.AnswerAsync(null, "GET / HTTP/1.1\r\nHost: mesh\r\n\r\n"), StringComparison.Ordinal);
        Assert.Contains(" 400 ", await _caller.AnswerAsync(_caller.Certificate, Upgrade.Replace("dGhlIHNhbXBsZSBub25jZQ==", "short", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private Task OversizedFramesAsync() => ManyAsync(4, async _ =>
    {
        WebSocket link = await _caller!.LinkAsync();
        Task<string?> end = HostileCaller.ReadUntilEndAsync(link, MeshGroup.Patience);
        await TryAsync(() => HostileCaller.SayBytesAsync(link, new byte[4 << 20]));
        await end;
    });

    private Task MalformedRecordsAsync() => ManyAsync(8, async number =>
    {
        WebSocket link = number % 2 == 0 ? await _caller!.LinkAsync() : await _caller!.BefriendAsync();
        Task<string?> end = HostileCaller.ReadUntilEndAsync(link, MeshGroup.Patience);
        await TryAsync(() => HostileCaller.SayBytesAsync(link, RandomNumberGenerator.GetBytes(1 + (number * 1000))));
        await TryAsync(() => HostileCaller.SayBytesAsync(link, new byte[] { 0xC1, 0xFF, 0x00 }));
        await end;
    });

    private async Task ReplaysAsync()
    {
        WebSocket link = await _caller!.BefriendAsync();
        Task<string?> end = HostileCaller.ReadUntilEndAsync(link, MeshGroup.Patience);
        BundleRecord record = new(0, 0, BundleFlags.None, 0, _caller.Bundle(1, "replayed", _caller.Key.Peer));
        for (int copy = 0; copy < 2_000; copy++)
        {
            await TryAsync(() => HostileCaller.SayAsync(link, record));
        }

        await Task.WhenAll(_group!.People.Select(person => person.WaitForMessageAsync("replayed", MeshGroup.Patience)));
        link.Abort();
        await end;
    }

    private async Task FloodOfLinesAsync()
    {
        WebSocket link = await _caller!.BefriendAsync();
        Task<string?> end = HostileCaller.ReadUntilEndAsync(link, MeshGroup.Patience);
        SignedBundle? previous = null;
        string much = new('f', 2_000);
        for (ulong sequence = 1; sequence <= 3_000; sequence++)
        {
            previous = _caller.Bundle(sequence, $"{sequence} {much}", _caller.Key.Peer, previous?.Id ?? default);
            await TryAsync(() => HostileCaller.SayAsync(link, new BundleRecord(0, 0, BundleFlags.None, 0, previous)));
        }

        await _group![1].WaitForMessageAsync($"1 {much}", MeshGroup.Patience);
        link.Abort();
        await end;
    }

    private async Task FloodOfAnnouncementsAsync()
    {
        WebSocket link = await _caller!.BefriendAsync();
        Task<string?> end = HostileCaller.ReadUntilEndAsync(link, MeshGroup.Patience);
        for (int count = 0; count < 2_000; count++)
        {
            Announcement[] invented = [.. Enumerable.Range(0, 64).Select(_ => new Announcement((ulong)Random.Shared.NextInt64(), 1))];
            await TryAsync(() => HostileCaller.SayAsync(link, new IHaveRecord(0, BundleFlags.None, invented)));
            await TryAsync(() => HostileCaller.SayAsync(link, new PingRecord((ulong)count)));
        }

        link.Abort();
        await end;
    }

    // Lines in the name of one who is really there: never shown, and whoever insists is cut off.
    private async Task ForgeriesAsync()
    {
        WebSocket link = await _caller!.BefriendAsync();
        Task<string?> end = HostileCaller.ReadUntilEndAsync(link, MeshGroup.Patience);
        Assert.True(PeerId.TryParse(_group![0].Peer, out PeerId author));
        for (ulong number = 1; number <= 50; number++)
        {
            string lie = $"h1 would never say this {number}";
            _lies.Add(lie);
            await TryAsync(() => HostileCaller.SayAsync(link, new BundleRecord(0, 0, BundleFlags.None, 0, _caller.Bundle(number, lie, author))));
        }

        await end;
        Assert.NotEqual(WebSocketState.Open, link.State);
    }

    private static Task ManyAsync(int count, Func<int, Task> one) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => await one(number));

    // The node may hang up at any moment; that is its right.
    private static async Task TryAsync(Func<Task> attack)
    {
        try
        {
            await attack();
        }
        catch (Exception refused) when (refused is IOException or WebSocketException or ObjectDisposedException or SocketException or InvalidOperationException)
        {
            TestContext.Current.SendDiagnosticMessage("The node hung up: {0}", refused.Message);
        }
    }
}
