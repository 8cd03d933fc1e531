namespace Mesh;

/// <summary>What is told of a procedure when it is registered.</summary>
public sealed record RegisterOptions
{
    /// <summary>Whether executing a call twice does no harm: then a call whose outcome is unknown is tried again elsewhere. Default false.</summary>
    public bool IsIdempotent { get; init; }
}
