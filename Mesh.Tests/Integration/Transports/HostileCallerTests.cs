using System.Diagnostics;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mesh.Tests.Conformance.Links;
using Mesh.Tests.Integration.Laboratory;
using Mesh.Transports;
using Mesh.Transports.WebSockets;

namespace Mesh.Tests.Integration.Transports;

/// <summary>Callers that mean no good, or cannot do better: the listener stays up, bounded and open to honest ones.</summary>
[Collection(LabCollection.Name)]
public sealed class HostileCallerTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly WebSocketPair _pair = new(new WebSocketOptions { HandshakeTime = TimeSpan.FromSeconds(3) });

    private int Port => _pair.WebSocketListener.Port;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Whatever a test did to the listener, an honest peer gets its link.</summary>
    public async ValueTask DisposeAsync()
    {
        await HonestPeerConnectsAsync();
        await _pair.DisposeAsync();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: mesh\r\n\r\n", 426)]
    [InlineData("GET /mesh HTTP/1.0\r\n\r\n", 426)]
    [InlineData("POST /mesh HTTP/1.1\r\nHost: mesh\r\nContent-Length: 3\r\n\r\nabc", 426)]
    [InlineData("garbage\r\n\r\n", 400)]
    public async Task Request_that_is_no_upgrade_is_told_what_this_is_with_and_without_tls(string request, int status)
    {
        await using RawCaller plain = request.StartsWith("garbage", StringComparison.Ordinal) ? await RawCaller.ConnectTlsAsync(Port, null) : await RawCaller.ConnectAsync(Port);
        await using RawCaller secured = await RawCaller.ConnectTlsAsync(Port, null);
        foreach (RawCaller caller in (RawCaller[])[plain, secured])
        {
            string answer = await caller.AskAsync(request);
            Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
            Assert.Equal(status == 426, answer.Contains("\r\nUpgrade: websocket\r\n", StringComparison.Ordinal));
            await caller.ClosedAsync();
        }
    }

    [Fact]
    public async Task Upgrade_without_tls_gets_no_link()
    {
        await using RawCaller caller = await RawCaller.ConnectAsync(Port);
        Assert.StartsWith("HTTP/1.1 403 ", await caller.AskAsync(RawCaller.Upgrade), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "no client certificate")]
    [InlineData("RSA", "P-256")]
    [InlineData("P-384", "P-256")]
    [InlineData("own", "the node itself")]
    public async Task Upgrade_with_a_wrong_certificate_gets_403_and_the_reason(string kind, string reason)
    {
        using var rsa = RSA.Create(2048);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        X509Certificate2? certificate = kind switch
        {
            "RSA" => RawCaller.SelfSigned(rsa),
            "P-384" => RawCaller.SelfSigned(p384),
            "own" => _pair.ListeningCertificate.Certificate,
            _ => null,
        };
        await using RawCaller caller = await RawCaller.ConnectTlsAsync(Port, certificate);
        string answer = await caller.AskAsync(RawCaller.Upgrade);
        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Contains(reason, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_sent_ahead_of_the_answer_are_refused()
    {
        await using RawCaller caller = await RawCaller.ConnectTlsAsync(Port, _pair.DiallingCertificate.Certificate);
        Assert.StartsWith("HTTP/1.1 400 ", await caller.AskAsync(RawCaller.Upgrade + "x"), StringComparison.Ordinal);
    }

    // Prevents a head without end from taking memory.
    [Fact]
    public async Task Head_over_8_KiB_is_refused()
    {
        await using RawCaller caller = await RawCaller.ConnectTlsAsync(Port, null);
        Assert.StartsWith("HTTP/1.1 431 ", await caller.AskAsync("GET / HTTP/1.1\r\nX: " + new string('x', 20_000)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_and_half_a_handshake_end_without_a_trace()
    {
        Random random = new(7);
        for (int i = 0; i < 50; i++)
        {
            await using RawCaller caller = await RawCaller.ConnectAsync(Port);
            byte[] bytes = new byte[random.Next(1, 2000)];
            random.NextBytes(bytes);
            bytes[0] = i % 2 == 0 ? (byte)22 : bytes[0];
            await caller.SayAsync(bytes);
        }

        byte[] halfHello = [22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3];
        await using RawCaller half = await RawCaller.ConnectAsync(Port);
        await half.SayAsync(halfHello);
        await half.ClosedAsync();
        await EmptyAsync();
    }

    // Prevents slow callers from holding a place for longer than the handshake's time.
    [Fact]
    public async Task Caller_that_says_one_byte_at_a_time_is_cut_off_in_time()
    {
        await using RawCaller caller = await RawCaller.ConnectTlsAsync(Port, _pair.DiallingCertificate.Certificate);
        long start = Stopwatch.GetTimestamp();
        Task closed = caller.ClosedAsync();
        try
        {
            foreach (byte one in Encoding.ASCII.GetBytes(RawCaller.Upgrade))
            {
                await caller.SayAsync(one);
                await Task.Delay(100);
                if (closed.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            Assert.True(closed.IsCompleted || Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(2));
        }

        await closed.WaitAsync(Soon);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 2, 8);
    }

    // Prevents thousands of slow headers from shutting honest peers out or taking memory.
    [Fact]
    public async Task Two_thousand_slow_callers_do_not_keep_an_honest_peer_waiting()
    {
        List<RawCaller> slow = [];
        await HonestPeerConnectsAsync();
        for (int i = 0; i < 2000; i++)
        {
            RawCaller caller = await RawCaller.ConnectAsync(Port, FormattableString.Invariant($"127.0.{1 + (i % 100)}.1"));
            slow.Add(caller);
            await caller.SayAsync("GET / HT"u8.ToArray());
            Assert.InRange(_pair.WebSocketListener.CallerCount, 0, 64);
            if (i % 500 == 499)
            {
                Assert.InRange((await HonestPeerConnectsAsync()).TotalSeconds, 0, 1);
            }
        }

        foreach (RawCaller caller in slow)
        {
            await caller.DisposeAsync();
        }

        await EmptyAsync();
    }

    // Prevents one source from taking every place.
    [Fact]
    public async Task One_source_gets_sixteen_places()
    {
        List<RawCaller> slow = [];
        for (int i = 0; i < 40; i++)
        {
            slow.Add(await RawCaller.ConnectAsync(Port, "127.0.0.9"));
            await slow[^1].SayAsync(22);
        }

        await slow[0].ClosedAsync();
        Assert.InRange(_pair.WebSocketListener.CallerCount, 1, 16);
        foreach (RawCaller caller in slow)
        {
            await caller.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("text", 1003, LinkFailure.Violation)]
    [InlineData("oversized", 1009, LinkFailure.Violation)]
    [InlineData("oversized in fragments", 1009, LinkFailure.Violation)]
    [InlineData("empty fragments", 1009, LinkFailure.Violation)]
    [InlineData("compressed", 1002, LinkFailure.Violation)]
    [InlineData("unmasked", 1002, LinkFailure.Violation)]
    [InlineData("continuation of nothing", 1002, LinkFailure.Violation)]
    [InlineData("long control frame", 1002, LinkFailure.Violation)]
    [InlineData("unknown operation", 1002, LinkFailure.Violation)]
    public async Task Frame_against_the_rules_closes_the_link_with_a_status(string fault, int status, LinkFailure failure)
    {
        await using RawCaller caller = await RawCaller.ConnectWebSocketAsync(Port, _pair.DiallingCertificate.Certificate);
        await using ILink accepted = await _pair.Listener.AcceptAsync(default).AsTask().WaitAsync(Soon);
        Task<ReadOnlyMemory<byte>?> reading = accepted.ReceiveAsync(default).AsTask();
        await MisbehaveAsync(caller, fault);
        Assert.Equal(status, await caller.ReadCloseStatusAsync());
        Assert.Equal(failure, (await Assert.ThrowsAsync<LinkException>(() => reading.WaitAsync(Soon))).Failure);
    }

    [Fact]
    public async Task Frame_that_claims_a_terabyte_takes_no_memory_before_its_bytes_come()
    {
        await using RawCaller caller = await RawCaller.ConnectWebSocketAsync(Port, _pair.DiallingCertificate.Certificate);
        await using ILink accepted = await _pair.Listener.AcceptAsync(default).AsTask().WaitAsync(Soon);
        Task<ReadOnlyMemory<byte>?> reading = accepted.ReceiveAsync(default).AsTask();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await caller.SayAsync([0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. new byte[1000]]);
        await using (RawCaller busy = await RawCaller.ConnectTlsAsync(Port, null))
        {
            await busy.AskAsync("GET / HTTP/1.1\r\nHost: mesh\r\n\r\n");
        }

        Assert.False(reading.IsCompleted);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);
        await accepted.DisposeAsync();
        await Assert.ThrowsAsync<LinkException>(() => reading.WaitAsync(Soon));
    }

    [Fact]
    public async Task Weak_suite_of_tls_12_is_refused()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            Assert.Skip("This system lets no program choose cipher suites.");
            return;
        }

        foreach (TlsCipherSuite weak in (TlsCipherSuite[])[TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256])
        {
            CipherSuitesPolicy policy = new([weak]);
            await Assert.ThrowsAnyAsync<Exception>(() => RawCaller.ConnectTlsAsync(Port, _pair.DiallingCertificate.Certificate, policy, SslProtocols.Tls12));
        }
    }

    private static async Task MisbehaveAsync(RawCaller caller, string fault)
    {
        const int OverLimit = LinkLimits.MessageBytesMax + 1;
        switch (fault)
        {
            case "text":
                await caller.SendFrameAsync(0x81, "hello"u8.ToArray());
                break;
            case "oversized":
                await caller.SendFrameAsync(0x82, new byte[OverLimit]);
                break;
            case "oversized in fragments":
                await caller.SendFrameAsync(0x02, new byte[OverLimit - 1]);
                await caller.SendFrameAsync(0x80, 1);
                break;
            case "empty fragments":
                await caller.SendFrameAsync(0x02);
                for (int i = 0; i < 80; i++)
                {
                    await caller.SendFrameAsync(0x00);
                }

                break;
            case "compressed":
                await caller.SendFrameAsync(0xc2, 1, 2, 3);
                break;
            case "unmasked":
                await caller.SayAsync([0x82, 10, .. new byte[10]]);
                break;
            case "continuation of nothing":
                await caller.SendFrameAsync(0x80, 1);
                break;
            case "long control frame":
                await caller.SendFrameAsync(0x89, new byte[126]);
                break;
            default:
                await caller.SendFrameAsync(0x83, 1);
                break;
        }
    }

    private async Task<TimeSpan> HonestPeerConnectsAsync()
    {
        long start = Stopwatch.GetTimestamp();
        (ILink dialled, ILink accepted) = await _pair.ConnectAsync().WaitAsync(Soon);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        await dialled.DisposeAsync();
        await accepted.DisposeAsync();
        return took;
    }

    private async Task EmptyAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (_pair.WebSocketListener.CallerCount > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Soon, "callers are left");
            await Task.Delay(20);
        }
    }
}
