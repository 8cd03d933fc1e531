namespace Mesh;

/// <summary>One link of this node, numbered from 1 in the order in which links came up; never reused while the node runs.</summary>
/// <param name="Value">The number.</param>
public readonly record struct LinkId(int Value) : IComparable<LinkId>
{
    /// <inheritdoc/>
    public int CompareTo(LinkId other) => Value.CompareTo(other.Value);

    /// <summary>For example "link 7".</summary>
    public override string ToString() => FormattableString.Invariant($"link {Value}");
}
