using System.Buffers;
using System.Text;
using Mesh.Wire;

namespace Mesh.Tests.Conformance.MessagePack;

/// <summary>
/// Our reader and writer against Debian's python3-msgpack and npm's @msgpack/msgpack: what one side writes the other reads as the same value,
/// and packs again into the same bytes, because all of them choose the shortest form.
/// </summary>
[Trait("speed", "slow")]
public sealed class InteroperabilityTests
{
    private const int ValueCount = 2000;
    private const int DepthMax = 3;

    private const string PythonProgram = "/usr/bin/python3";
    private const string NodeLibrary = "@msgpack/msgpack@3.1.3";

    /// <summary>JavaScript's library computes seconds as a double.</summary>
    private const long SafeSecondsMax = (1L << 53) - 1;

    [Fact]
    public async Task Python_reads_what_we_write_and_we_read_what_Python_writes()
    {
        (int? exitCode, _, string error) = await ForeignPeer.RunAsync(PythonProgram, ["-c", "import msgpack"], Path.GetTempPath());
        Assert.SkipUnless(exitCode == 0, $"python3-msgpack is needed (apt install python3-msgpack): {error}");

        await AgreeAsync(new ForeignPeer(PythonProgram, "peer.py", Path.GetTempPath()), long.MaxValue);
    }

    [Fact]
    public async Task JavaScript_reads_what_we_write_and_we_read_what_JavaScript_writes()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mesh-msgpack-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "package.json"), "{\"private\":true}");
            string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            (int? exitCode, _, string error) = await ForeignPeer.RunAsync(npm, ["install", "--no-audit", "--no-fund", "--ignore-scripts", NodeLibrary], folder.FullName);
            Assert.SkipUnless(exitCode == 0, $"Node.js with npm and its registry are needed: {error}");

            await AgreeAsync(new ForeignPeer("node", "peer.mjs", folder.FullName), SafeSecondsMax);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task AgreeAsync(ForeignPeer peer, long secondsMax)
    {
        Sample[] samples = Samples(secondsMax);
        (string Description, string Hex)[] answers = await peer.DecodeAsync(samples.Select(sample => sample.Bytes));
        Assert.Equal(samples.Length, answers.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            Assert.Equal(samples[i].Description, answers[i].Description);
            if (!samples[i].HasSingle)
            {
                Assert.Equal(Convert.ToHexStringLower(samples[i].Bytes), answers[i].Hex);
            }
        }

        (string Hex, string Description)[] values = await peer.GenerateAsync(seed: 6374, ValueCount);
        Assert.Equal(ValueCount, values.Length);
        foreach ((string hex, string description) in values)
        {
            Assert.Equal((description, hex), Transcribed(Convert.FromHexString(hex)));
        }
    }

    private static Sample[] Samples(long secondsMax)
    {
        SampleWriter samples = new(6374, secondsMax);
        Sample[] written = new Sample[ValueCount];
        for (int i = 0; i < written.Length; i++)
        {
            ArrayBufferWriter<byte> output = new();
            StringBuilder text = new();
            MessagePackWriter writer = new(output);
            bool hasSingle = samples.Write(ref writer, text, i % (DepthMax + 1));
            written[i] = new(output.WrittenSpan.ToArray(), text.ToString(), hasSingle);
        }

        return written;
    }

    private static (string Description, string Hex) Transcribed(byte[] bytes)
    {
        ArrayBufferWriter<byte> output = new();
        StringBuilder text = new();
        MessagePackReader reader = new(bytes, isShortestOnly: true);
        MessagePackWriter writer = new(output);
        Assert.True(Transcript.Read(ref reader, text, ref writer) && reader.IsEnd, reader.Status.ToString());
        return (text.ToString(), Convert.ToHexStringLower(output.WrittenSpan));
    }

    private sealed record Sample(byte[] Bytes, string Description, bool HasSingle);
}
