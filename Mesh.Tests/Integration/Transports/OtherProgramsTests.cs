using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Mesh.Tests.Conformance.Links;
using Mesh.Transports;

namespace Mesh.Tests.Integration.Transports;

/// <summary>What other people's programs see of a node: curl, and a WebSocket client of another language.</summary>
public sealed class OtherProgramsTests
{
    private const string Python = "/usr/bin/python3";

    private const string Client =
        """
        import asyncio, ssl, sys, websockets
        async def main(port, pem):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            if pem != "-":
                context.load_cert_chain(pem)
            async with websockets.connect(f"wss://127.0.0.1:{port}/mesh", ssl=context, subprotocols=["mesh.v1"], compression=sys.argv[3] or None) as link:
                print("subprotocol", link.subprotocol, "extensions", len(link.extensions), flush=True)
                await link.send(bytes(range(200)))
                print("received", len(await link.recv()), flush=True)
                try:
                    await link.recv()
                except websockets.ConnectionClosed as closed:
                    print("closed", closed.code, closed.reason, flush=True)
        try:
            asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
        except websockets.InvalidStatusCode as refused:
            print("refused", refused.status_code, refused.headers.get("Mesh-Reason"))
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("http://127.0.0.1:{0}/", "-i")]
    [InlineData("https://127.0.0.1:{0}/", "-ik")]
    [InlineData("https://[::1]:{0}/mesh", "-ik")]
    public async Task Curl_is_told_426_and_what_to_speak(string url, string options)
    {
        await using WebSocketPair pair = new();
        (int exit, string output) = await RunAsync("curl", ["-s", "-g", options, "--max-time", "10", string.Format(CultureInfo.InvariantCulture, url, pair.WebSocketListener.Port)]);
        Assert.Equal(0, exit);
        Assert.StartsWith("HTTP/1.1 426 Upgrade Required", output, StringComparison.Ordinal);
        Assert.Contains("Upgrade: websocket", output, StringComparison.Ordinal);
        Assert.Contains("this is a Mesh node", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("deflate")]
    public async Task Client_of_another_language_links_with_a_certificate_and_is_never_compressed(string compression)
    {
        await DemandPythonAsync();
        await using WebSocketPair pair = new();
        string pem = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(pem, Pem(pair.DiallingCertificate.Certificate));
            Task<(int Exit, string Output)> client = RunAsync(Python, ["-c", Client, Port(pair), pem, compression]);
            await using ILink accepted = await pair.Listener.AcceptAsync(default).AsTask().WaitAsync(Soon);
            Assert.Equal(pair.DiallingNode.Peer, accepted.Peer);
            Assert.Equal(200, (await accepted.ReceiveAsync(default).AsTask().WaitAsync(Soon))!.Value.Length);
            await accepted.SendAsync(new byte[100_000], default);
            await accepted.CloseAsync("wrong passphrase");
            (int exit, string output) = await client;
            Assert.Equal((0, "subprotocol mesh.v1 extensions 0\nreceived 100000\nclosed 1000 wrong passphrase\n"), (exit, output));
        }
        finally
        {
            File.Delete(pem);
        }
    }

    [Fact]
    public async Task Client_without_a_certificate_is_told_403_and_the_reason()
    {
        await DemandPythonAsync();
        await using WebSocketPair pair = new();
        (int exit, string output) = await RunAsync(Python, ["-c", Client, Port(pair), "-", ""]);
        Assert.Equal(0, exit);
        Assert.StartsWith("refused 403 no client certificate was shown", output, StringComparison.Ordinal);
    }

    private static string Port(WebSocketPair pair) => pair.WebSocketListener.Port.ToString(CultureInfo.InvariantCulture);

    private static string Pem(X509Certificate2 certificate) =>
        certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem() + "\n";

    private static async Task DemandPythonAsync()
    {
        (int exit, _) = File.Exists(Python) ? await RunAsync(Python, ["-c", "import websockets"]) : (1, "");
        Assert.SkipUnless(exit == 0, "python3-websockets is not installed.");
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, string[] arguments)
    {
        using Process? process = Start(program, arguments);
        if (process is null)
        {
            Assert.Skip($"{program} is not installed.");
            return default;
        }

        using CancellationTokenSource limit = new(Soon);
        Task<string> fault = process.StandardError.ReadToEndAsync(limit.Token);
        string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, process.ExitCode == 0 ? output.ReplaceLineEndings("\n") : output + await fault);
    }

    private static Process? Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
