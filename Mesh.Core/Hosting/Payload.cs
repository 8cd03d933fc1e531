using Mesh.Wire;

namespace Mesh.Hosting;

/// <summary>Values as they travel in events and calls: the positional ones, then the named ones, one MessagePack value behind the other. Pure.</summary>
internal static class Payload
{
    public static byte[] Of(MeshArguments arguments)
    {
        byte[] bytes = new byte[arguments.PositionalBytes.Length + arguments.NamedBytes.Length];
        arguments.PositionalBytes.CopyTo(bytes);
        arguments.NamedBytes.CopyTo(bytes.AsMemory(arguments.PositionalBytes.Length));
        return bytes;
    }

    /// <summary>Reads values that came from a peer; null for what no conforming node sends.</summary>
    public static MeshArguments? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return MeshArguments.Empty;
        }

        MessagePackReader reader = new(bytes.Span);
        return reader.TrySkip() && MeshArguments.TryTake(bytes[..reader.Position], bytes[reader.Position..], out MeshArguments arguments) ? arguments : null;
    }
}
