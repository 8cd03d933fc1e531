using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Mesh.Simulator.Bench.Children;

/// <summary>
/// A child of the bench: this same program with a hidden command, or the command <c>mesh</c>. It is told what to do by lines on its standard input and answers by JSON lines.
/// It ends by itself when its standard input does, so that it never outlives the bench, however that ends.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int ErrorLinesMax = 20;
    private const string MeshProgram = "mesh.dll";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Channel<string> _answers = Channel.CreateUnbounded<string>();
    private readonly Queue<string> _errors = [];
    private readonly Task _reading;

    private ChildProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAnswersAsync(), ReadErrorsAsync());
    }

    /// <summary>Bytes of memory that it holds now.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a child.</summary>
    /// <param name="arguments">The hidden command and its options.</param>
    /// <param name="asMesh">Whether its runtime is set up as that of the command <c>mesh</c>, which is compiled in tiers and does not spin; else as that of <c>mesh-sim</c>.</param>
    public static ChildProcess Start(IEnumerable<string> arguments, bool asMesh)
    {
        ProcessStartInfo start = StartOf(typeof(ChildProcess).Assembly.Location, arguments);
        if (asMesh)
        {
            start.Environment["DOTNET_TieredCompilation"] = "1";
            start.Environment["DOTNET_TieredPGO"] = "0";
            start.Environment["DOTNET_gcConcurrent"] = "1";
            start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        }

        return Start(start);
    }

    /// <summary>Starts the command <c>mesh</c>, which lies beside this program.</summary>
    /// <param name="arguments">What it is started with.</param>
    /// <exception cref="BenchFault">It does not.</exception>
    public static ChildProcess StartMesh(IEnumerable<string> arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, MeshProgram);
        return File.Exists(program)
            ? Start(StartOf(program, arguments))
            : throw new BenchFault($"the command mesh, which this part measures, is missing: there is no '{program}'");
    }

    /// <summary>Says something without waiting for the answer.</summary>
    public async Task TellAsync(string line, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw Ended(line);
        }
    }

    /// <summary>Says something and waits for the answer.</summary>
    public async Task<JsonElement> AskAsync(string line, CancellationToken cancellationToken)
    {
        await TellAsync(line, cancellationToken).ConfigureAwait(false);
        return await AnswerAsync(line, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The next answer.</summary>
    /// <param name="question">What was asked, for the fault.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BenchFault">It ended, or did not answer within a minute.</exception>
    public Task<JsonElement> AnswerAsync(string question, CancellationToken cancellationToken) => AnswerAsync(question, Patience, cancellationToken);

    /// <summary>The next answer, waited for as long as it may take.</summary>
    /// <exception cref="BenchFault">It ended, or did not answer in time.</exception>
    public async Task<JsonElement> AnswerAsync(string question, TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            string line = await _answers.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (ChannelClosedException)
        {
            throw Ended(question);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchFault($"a child process did not answer '{question}' within {patience.TotalSeconds} s. {Errors()}");
        }
        catch (JsonException)
        {
            throw new BenchFault($"a child process answered '{question}' with something unreadable. {Errors()}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already, which is what was wanted.
            _answers.Writer.TryComplete();
        }

        using CancellationTokenSource limit = new(EndPatience);
        try
        {
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await _reading.ConfigureAwait(false);
        _process.Dispose();
    }

    private static ProcessStartInfo StartOf(string program, IEnumerable<string> arguments) => new(Host(), [program, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    };

    private static ChildProcess Start(ProcessStartInfo start)
    {
        Process process = Process.Start(start) ?? throw new BenchFault("a child process could not be started");
        process.StandardInput.AutoFlush = true;
        process.StandardInput.NewLine = "\n";
        return new ChildProcess(process);
    }

    /// <summary>The program "dotnet" that runs this process, also where a launcher of its own did.</summary>
    private static string Host() => Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(),
        "..",
        "..",
        "..",
        OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private async Task ReadAnswersAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            _answers.Writer.TryWrite(line);
        }

        _answers.Writer.TryComplete();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            lock (_errors)
            {
                _errors.Enqueue(line);
                if (_errors.Count > ErrorLinesMax)
                {
                    _errors.Dequeue();
                }
            }
        }
    }

    private BenchFault Ended(string question) => new($"a child process ended before it answered '{question}'. {Errors()}");

    private string Errors()
    {
        lock (_errors)
        {
            return _errors.Count == 0 ? "It said nothing." : $"It said: {string.Join(" / ", _errors)}";
        }
    }
}
