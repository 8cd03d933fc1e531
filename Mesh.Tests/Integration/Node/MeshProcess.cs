using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Node;

/// <summary>A real "mesh" process on this machine: what a person or a script starts.</summary>
internal sealed class MeshProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly CapturedText _output = new();
    private readonly CapturedText _error = new();
    private readonly Task _reading;

    private MeshProcess(Process process, bool readsOutput)
    {
        _process = process;
        _reading = Task.WhenAll(
            readsOutput ? CopyAsync(process.StandardOutput, _output) : Task.CompletedTask,
            CopyAsync(process.StandardError, _error));
    }

    public IReadOnlyList<string> Output => _output.Lines();

    public IReadOnlyList<string> Errors => _error.Lines();

    /// <summary>Starts the command with these words; its output is read unless the test closes it itself.</summary>
    public static MeshProcess Start(IEnumerable<string> arguments, bool readsOutput = true)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        ProcessStartInfo start = new(dotnet, [Path.Combine(AppContext.BaseDirectory, "mesh.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MESH_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        Process process = Process.Start(start)!;
        process.StandardInput.AutoFlush = true;
        process.StandardInput.NewLine = "\n";
        return new MeshProcess(process, readsOutput);
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static string FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    public Task TypeAsync(string text) => _process.StandardInput.WriteLineAsync(text);

    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Stops reading its output, as "head" does.</summary>
    public void CloseOutput() => _process.StandardOutput.Close();

    /// <summary>kill -9: no goodbye.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal by name, such as TERM.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public Task UntilPrintedAsync(string part) => UntilAsync(_output, part);

    public Task UntilToldAsync(string part) => UntilAsync(_error, part);

    /// <summary>The first event of that name that fits, waiting for it.</summary>
    public async Task<JsonElement> EventAsync(string name, Func<JsonElement, bool>? fits = null)
    {
        using CancellationTokenSource limit = new(Patience);
        while (true)
        {
            foreach (string line in Output)
            {
                JsonElement root = Parse(line);
                if (root.ValueKind == JsonValueKind.Object && root.GetProperty("event").GetString() == name && (fits is null || fits(root)))
                {
                    return root;
                }
            }

            try
            {
                await Task.Delay(10, limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(Describe($"no event '{name}' that fits"));
            }
        }
    }

    /// <summary>The exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _reading.WaitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(Describe("it did not end"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private static JsonElement Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static async Task CopyAsync(StreamReader reader, CapturedText text)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            text.Write(line + "\n");
        }
    }

    private async Task UntilAsync(CapturedText text, string part)
    {
        using CancellationTokenSource limit = new(Patience);
        try
        {
            await text.UntilAsync(part, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(Describe($"'{part}' was not printed"));
        }
    }

    private string Describe(string fault) => $"{fault}; output:\n{string.Join('\n', Output)}\nerrors:\n{string.Join('\n', Errors)}";
}
