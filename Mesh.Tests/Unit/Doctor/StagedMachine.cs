using System.Net;
using Mesh.Node.Doctor;

namespace Mesh.Tests.Unit.Doctor;

/// <summary>A machine that is what a test says.</summary>
internal sealed class StagedMachine : IMachine
{
    public string System { get; init; } = "linux";

    public bool IsPrivileged { get; init; } = true;

    /// <summary>Files by path.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>Links by path.</summary>
    public Dictionary<string, string> Links { get; } = [];

    /// <summary>What programs print, by their whole command line.</summary>
    public Dictionary<string, string> Programs { get; } = [];

    public (long Free, long Total)? Room { get; set; } = (1L << 40, 1L << 41);

    public bool? Echo { get; set; } = true;

    public string Connects { get; set; } = OwnPortWords.Connected;

    public List<IPAddress> Nudged { get; } = [];

    public string? Read(string path) => Files.GetValueOrDefault(path);

    public IReadOnlyList<string> List(string folder) =>
        [.. Files.Keys.Concat(Links.Keys)
            .Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(path => path[(folder.Length + 1)..].Split('/')[0])
            .Distinct()];

    public string? Target(string link) => Links.GetValueOrDefault(link);

    public (long Free, long Total)? Space(string folder) => Room;

    public Task<string?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Programs.GetValueOrDefault($"{program} {string.Join(' ', arguments)}"));

    public Task<bool?> ReturnsMulticastAsync(int interfaceIndex, bool ipv6, int port, CancellationToken cancellationToken) => Task.FromResult(port == 0 ? true : Echo);

    public Task<string> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken) => Task.FromResult(Connects);

    public void Nudge(IPAddress address) => Nudged.Add(address);

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.CompletedTask;
}
