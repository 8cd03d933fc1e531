using System.Diagnostics;
using System.Text.Json;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Doctor;

/// <summary>One run of "mesh doctor" on a host of the laboratory, to its end.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Took">From its start to its end.</param>
/// <param name="Lines">What it printed.</param>
/// <param name="Shown">Command and output, for messages.</param>
internal sealed record DoctorRun(int Code, TimeSpan Took, IReadOnlyList<LabLine> Lines, string Shown)
{
    /// <summary>Promised for every fault, from the start of the process to its answer.</summary>
    public static readonly TimeSpan Promised = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The codes of its findings.</summary>
    public string[] Codes => [.. Findings.Select(finding => finding.GetProperty("code").GetString()!)];

    public JsonElement[] Findings => [.. Lines[^1].Json.GetProperty("findings").EnumerateArray()];

    public static async Task<DoctorRun> ExamineAsync(
        LabNetwork lab, LabHost host, IReadOnlyList<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null, bool isJson = true)
    {
        long started = Stopwatch.GetTimestamp();
        LabProcess process = lab.Run(
            host,
            MeshHost.Dotnet,
            [MeshHost.Program, "doctor", .. isJson ? ["--json"] : Array.Empty<string>(), .. arguments ?? []],
            new LabProcessOptions { Environment = environment ?? new Dictionary<string, string?>() });
        int code = await process.WaitForExitAsync(Patience);
        return new DoctorRun(code, Stopwatch.GetElapsedTime(started), process.Output.Since(), process.Describe($"ended with {code}"));
    }

    /// <summary>Fails unless exactly this was found, in time, with a sentence and a command.</summary>
    public void Names(string code, string? subject)
    {
        Assert.True(Codes is [{ } only] && only == code, $"Expected {code} alone. {Shown}");
        JsonElement finding = Findings[0];
        Assert.Equal(subject, finding.GetProperty("subject").GetString());
        Assert.NotEmpty(finding.GetProperty("sentence").GetString()!);
        Assert.NotEmpty(finding.GetProperty("command").GetString()!);
        Assert.Equal(1, Code);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{code} after {Took.TotalSeconds:0.0} s: {finding.GetProperty("sentence").GetString()} [{finding.GetProperty("command").GetString()}]"));
        Assert.InRange(Took, TimeSpan.Zero, LabBounds.Of(Promised));
    }
}
