using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh;

/// <summary>How a node is set up. Immutable; <see cref="Validate"/> names every fault at once.</summary>
public sealed record MeshOptions
{
    /// <summary>What the node calls itself: 1 to 64 bytes of UTF-8 without control characters. Default "somebody". Not unique, proves nothing.</summary>
    public string Name { get; init; } = "somebody";

    /// <summary>The network's name, 1 to 64 bytes of UTF-8; nodes of different networks do not link. Default "mesh".</summary>
    public string Network { get; init; } = "mesh";

    /// <summary>Closes the network: only who knows it gets in. Null or empty: open. Default null.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Folder for the node's key and what it remembers; created when missing, locked while the node runs. Null: nothing is kept. Default null.</summary>
    public string? DataFolder { get; init; }

    /// <summary>How links are accepted and dialled.</summary>
    public LinkOptions Links { get; init; } = new();

    /// <summary>How others are found.</summary>
    public DiscoveryOptions Discovery { get; init; } = new();

    /// <summary>How much is kept and how fast anybody may write.</summary>
    public GossipOptions Gossip { get; init; } = new();

    /// <summary>The clock and its timers. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where logs go. Default nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>
    /// Makes the meter "Mesh" on which the node counts (docs/embedding.md), so that a reader can tell this node's from another's by its scope; null: the
    /// node makes it itself. Default null. Use one for each node where several run in one process.
    /// </summary>
    public IMeterFactory? MeterFactory { get; init; }

    /// <summary>Every fault of these options, each one sentence that names the option, the value and the mend; empty when they are sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        CheckText(faults, nameof(Name), Name);
        CheckText(faults, nameof(Network), Network);
        Links.Validate(faults);
        Discovery.Validate(faults);
        Gossip.Validate(faults);
        return faults;
    }

    private static void CheckText(List<string> faults, string option, string value)
    {
        if (string.IsNullOrWhiteSpace(value) || Encoding.UTF8.GetByteCount(value) > 64 || value.Any(char.IsControl))
        {
            string shown = new(value.Where(c => !char.IsControl(c)).Take(80).ToArray());
            faults.Add($"{option} '{shown}' must be 1 to 64 bytes of text without control characters; choose a shorter or plainer one.");
        }
    }
}
