using System.Text;
using Mesh.Transports.WebSockets;

namespace Mesh.Tests.Unit.Transports;

public sealed class UpgradeRequestTests
{
    private const string Good =
        "GET /mesh HTTP/1.1\r\nHost: mesh\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mesh.v1\r\n\r\n";

    // The key and its answer are the example of RFC 6455, section 1.3.
    [Fact]
    public void Upgrade_is_answered_with_the_accept_value_of_the_RFC()
    {
        UpgradeVerdict verdict = Judge(Good);
        Assert.Equal(new UpgradeVerdict(101, "dGhlIHNhbXBsZSBub25jZQ=="), verdict);
        Assert.Equal(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: mesh.v1\r\n\r\n",
            Encoding.ASCII.GetString(UpgradeResponse.Of(verdict)));
    }

    [Theory]
    [InlineData("Upgrade: websocket", "upgrade:\tWebSocket ")]
    [InlineData("Upgrade: websocket", "Upgrade: h2c, websocket")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive, UPGRADE")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive\r\nConnection: upgrade")]
    [InlineData("Sec-WebSocket-Protocol: mesh.v1", "Sec-WebSocket-Protocol: mesh.v2, mesh.v1")]
    [InlineData("Host: mesh", "Host: [fe80::1]:6374\r\nContent-Length: 0\r\nSec-WebSocket-Extensions: permessage-deflate")]
    public void Case_lists_and_further_fields_do_not_matter(string part, string instead) => Assert.Equal(101, Judge(Replaced(part, instead)).Status);

    [Theory]
    [InlineData("GET /mesh", "POST /mesh")]
    [InlineData("HTTP/1.1", "HTTP/1.0")]
    [InlineData("HTTP/1.1", "HTTP/2.0")]
    [InlineData("HTTP/1.1", "HTTP/1.1 ")]
    [InlineData("GET /mesh", "GET  /mesh")]
    [InlineData("Host: mesh\r\n", "")]
    [InlineData("Host: mesh", "Host:")]
    [InlineData("Host: mesh", "Host: a\r\nHost: b")]
    [InlineData("Host: mesh", "Host : mesh")]
    [InlineData("Host: mesh", "Host: mesh\r\n folded")]
    [InlineData("Host: mesh", "Host: mesh\r\nno colon here")]
    [InlineData("Host: mesh", "Host: mesh\r\n: no name")]
    [InlineData("Host: mesh", "Host: mesh\nX: bare line feed")]
    [InlineData("Host: mesh", "Host: m\u0000sh")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive")]
    [InlineData("Connection: Upgrade\r\n", "")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZR==")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub24=")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "!!!!!!!!!!!!!!!!!!!!!!==")]
    [InlineData("Sec-WebSocket-Key:", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key:")]
    [InlineData("Sec-WebSocket-Protocol: mesh.v1", "Sec-WebSocket-Protocol: MESH.V1")]
    [InlineData("Sec-WebSocket-Protocol: mesh.v1\r\n", "")]
    [InlineData("Host: mesh", "Host: mesh\r\nContent-Length: 5")]
    [InlineData("Host: mesh", "Host: mesh\r\nTransfer-Encoding: chunked")]
    public void Malformed_upgrade_is_a_bad_request(string part, string instead) => Assert.Equal(400, Judge(Replaced(part, instead)).Status);

    [Theory]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", 426)]
    [InlineData("Sec-WebSocket-Version: 13\r\n", "", 426)]
    [InlineData("GET /mesh", "GET /", 404)]
    [InlineData("GET /mesh", "GET /mesh/", 404)]
    [InlineData("GET /mesh", "GET /mesh?x=1", 404)]
    [InlineData("Upgrade: websocket\r\n", "", 426)]
    [InlineData("Upgrade: websocket", "Upgrade: h2c", 426)]
    public void Other_requests_are_told_what_is_spoken_and_where(string part, string instead, int status) => Assert.Equal(status, Judge(Replaced(part, instead)).Status);

    [Fact]
    public void Refusal_says_its_reason_in_a_field_and_in_words()
    {
        string answer = Encoding.ASCII.GetString(UpgradeResponse.Of(new UpgradeVerdict(426, "because")));
        Assert.StartsWith("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nMesh-Reason: because\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n426 Upgrade Required: because.\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 31\r\n", answer, StringComparison.Ordinal);
    }

    // Prevents a head of countless fields from costing time.
    [Fact]
    public void More_than_64_fields_are_refused()
    {
        string many = string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"X{i}: y\r\n")));
        Assert.Equal(400, Judge(Replaced("Host: mesh\r\n", "Host: mesh\r\n" + many)).Status);
    }

    [Fact]
    public void Head_is_complete_at_its_empty_line()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Good + "rest");
        Assert.Equal(Good.Length, RequestHead.LengthOf(bytes));
        for (int cut = 0; cut < Good.Length; cut++)
        {
            Assert.Equal(-1, RequestHead.LengthOf(bytes.AsSpan(0, cut)));
        }
    }

    [Fact]
    public void Mutated_requests_get_a_verdict_and_never_an_exception()
    {
        Random random = new(6455);
        byte[] good = Encoding.ASCII.GetBytes(Good);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. good];
            for (int change = random.Next(1, 8); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            UpgradeVerdict verdict = UpgradeRequest.Judge(bytes);
            Assert.Contains(verdict.Status, (int[])[101, 400, 404, 426]);
            Assert.All(verdict.Text, c => Assert.InRange(c, ' ', '~'));
        }
    }

    private static UpgradeVerdict Judge(string request) => UpgradeRequest.Judge(Encoding.ASCII.GetBytes(request));

    private static string Replaced(string part, string instead)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        return Good.Replace(part, instead, StringComparison.Ordinal);
    }
}
