using Mesh.Wire;

namespace Mesh;

/// <summary>
/// What is published, or what a procedure is called with or answers: positional and named values, as in WAMP. Held as MessagePack, so that what is
/// only passed on is never decoded. Immutable and thread-safe.
/// </summary>
public sealed class MeshArguments
{
    /// <summary>The largest encoding, positional and named together, in bytes: with its topic it fits one bundle.</summary>
    public const int BytesMax = 64_000;

    private const byte EmptyArray = 0x90;
    private const byte EmptyMap = 0x80;

    private MeshArguments(ReadOnlyMemory<byte> positional, ReadOnlyMemory<byte> named)
    {
        PositionalBytes = positional;
        NamedBytes = named;
    }

    /// <summary>No values.</summary>
    public static MeshArguments Empty { get; } = new(new[] { EmptyArray }, new[] { EmptyMap });

    /// <summary>The positional values: one MessagePack array.</summary>
    public ReadOnlyMemory<byte> PositionalBytes { get; }

    /// <summary>The named values: one MessagePack map whose keys are strings.</summary>
    public ReadOnlyMemory<byte> NamedBytes { get; }

    /// <summary>The positional values, decoded anew at each call: null, bool, long, ulong (above 2^63 - 1), double, string, byte[], object?[] and Dictionary&lt;string, object?&gt;.</summary>
    public IReadOnlyList<object?> Positional => (object?[])MessagePackValue.Decode(PositionalBytes.Span)!;

    /// <summary>The named values, decoded as <see cref="Positional"/>.</summary>
    public IReadOnlyDictionary<string, object?> Named => (Dictionary<string, object?>)MessagePackValue.Decode(NamedBytes.Span)!;

    /// <summary>Encodes positional values.</summary>
    /// <param name="values">Each null, bool, an integer, float, double, string, byte[], or an array, list or string-keyed dictionary of such.</param>
    /// <exception cref="ArgumentException">A value is of another type, or all together take more than <see cref="BytesMax"/> bytes.</exception>
    public static MeshArguments Of(params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Checked(MessagePackValue.Encode(values), Empty.NamedBytes);
    }

    /// <summary>
    /// Takes encoded values over as they are: a MessagePack array, and a map with strings as keys; either may be empty of bytes for no values.
    /// The memory must not change afterwards.
    /// </summary>
    /// <returns>False when it is anything else, deeper than 32, or larger than <see cref="BytesMax"/>.</returns>
    public static bool TryTake(ReadOnlyMemory<byte> positional, ReadOnlyMemory<byte> named, out MeshArguments arguments)
    {
        positional = positional.IsEmpty ? Empty.PositionalBytes : positional;
        named = named.IsEmpty ? Empty.NamedBytes : named;
        bool ok = positional.Length + named.Length <= BytesMax
            && MessagePackValue.IsWhole(positional.Span, MessagePackType.Array)
            && MessagePackValue.IsWhole(named.Span, MessagePackType.Map);
        arguments = ok ? new MeshArguments(positional, named) : Empty;
        return ok;
    }

    /// <summary>These values and one more under a name; an earlier one of that name is replaced.</summary>
    /// <exception cref="ArgumentException">The value is of a type that <see cref="Of"/> refuses, or all together are too large.</exception>
    public MeshArguments With(string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        Dictionary<string, object?> named = new(Named) { [name] = value };
        return Checked(PositionalBytes, MessagePackValue.Encode(named));
    }

    private static MeshArguments Checked(ReadOnlyMemory<byte> positional, ReadOnlyMemory<byte> named) => positional.Length + named.Length <= BytesMax
        ? new MeshArguments(positional, named)
        : throw new ArgumentException(FormattableString.Invariant($"The values take {positional.Length + named.Length} bytes of MessagePack and may take {BytesMax}; send less, or in parts."));
}
