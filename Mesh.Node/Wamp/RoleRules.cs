namespace Mesh.Node.Wamp;

/// <summary>What one role may do: for each action the beginnings of the URIs on which it may; "" allows every URI.</summary>
internal sealed record RoleRules
{
    /// <summary>Everything.</summary>
    public static readonly RoleRules All = new() { Subscribe = [""], Publish = [""], Register = [""], Call = [""] };

    /// <summary>Nothing.</summary>
    public static readonly RoleRules None = new();

    public IReadOnlyList<string> Subscribe { get; init; } = [];

    public IReadOnlyList<string> Publish { get; init; } = [];

    public IReadOnlyList<string> Register { get; init; } = [];

    public IReadOnlyList<string> Call { get; init; } = [];

    /// <summary>Whether nothing at all is allowed.</summary>
    public bool IsEmpty => Subscribe.Count + Publish.Count + Register.Count + Call.Count == 0;

    /// <summary>
    /// Whether a URI lies under one of the beginnings. A pattern is allowed where all that it matches is: its own beginning must be,
    /// and an empty part of it, which stands for anything, has to come after.
    /// </summary>
    public static bool Allows(IReadOnlyList<string> prefixes, string uri)
    {
        foreach (string prefix in prefixes)
        {
            if (uri.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
