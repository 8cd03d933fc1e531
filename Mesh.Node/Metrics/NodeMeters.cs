using System.Diagnostics.Metrics;

namespace Mesh.Node.Metrics;

/// <summary>Makes the meters of one node and knows them again, for several nodes of one process have meters of one name.</summary>
internal sealed class NodeMeters : IMeterFactory
{
    /// <summary>The meter's name, as docs/embedding.md promises it.</summary>
    public const string MeshMeter = "Mesh";

    /// <inheritdoc/>
    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Scope = this;
        return new Meter(options);
    }

    /// <summary>Whether the meter is this node's.</summary>
    public bool Made(Meter meter) => ReferenceEquals(meter.Scope, this);

    /// <summary>Each meter is disposed by the node that asked for it.</summary>
    public void Dispose()
    {
    }
}
