using System.Buffers;
using Mesh.Simulator.Network;
using Mesh.Simulator.Workloads;
using Mesh.Wire;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>What an attack works with: its host, the keys, a generator of its own, and the links on which it may speak.</summary>
internal sealed class AttackParts(INodeHost host, ProgramParts parts, MeshRandom random, Func<IReadOnlyList<int>> links)
{
    private const int TextBytes = 200;
    private const byte TextKind = 1;

    /// <summary>The attacker's number.</summary>
    public int Self => host.Number;

    /// <summary>How many nodes there are.</summary>
    public int Nodes => host.Nodes;

    /// <summary>The nodes' keys; numbers beyond the nodes are of people who do not exist.</summary>
    public Keyring Keys => parts.Keys;

    /// <summary>A generator of its own.</summary>
    public MeshRandom Random { get; } = random;

    /// <summary>The links on which the greetings are over.</summary>
    public IReadOnlyList<int> Links => links();

    /// <summary>The room of the messages that it makes up.</summary>
    public string Room { get; set; } = WorkloadPlan.DefaultRoom;

    /// <summary>Sends a record on a link that has room.</summary>
    public void Send<T>(int link, T record)
        where T : struct, IRecord<T>
    {
        if (host.IsWritable(link))
        {
            ArrayBufferWriter<byte> output = new();
            record.Write(output);
            host.Send(link, output.WrittenSpan);
        }
    }

    /// <summary>A message that an attacker makes up, the next of a stream; genuine, and known as an attacker's.</summary>
    public SignedBundle Make(int author, ulong incarnation, ulong number, BundleId previous)
    {
        byte[] core = Core(number, previous, MessageBody.Make(MessageBody.OfAttacker, TextBytes));
        PeerId origin = Keys.Of(author).Peer;
        byte[] signature = parts.Signatures.Sign(author, SignedBundle.SignedBytes(SignatureSuite.P256, parts.NetworkHash, origin, incarnation, core));
        return new SignedBundle(SignatureSuite.P256, origin, incarnation, core, signature);
    }

    /// <summary>A message in somebody's name with a signature that is none.</summary>
    public SignedBundle Forge(PeerId origin, ulong incarnation, ulong number)
    {
        byte[] signature = new byte[SignatureSuite.P256SignatureBytes];
        signature[0] = 1;
        signature[^1] = (byte)Random.Next(256);
        return new SignedBundle(SignatureSuite.P256, origin, incarnation, Core(number, default, System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"forged by {Self}"))), signature);
    }

    private byte[] Core(ulong number, BundleId previous, byte[] body) =>
        new BundleCore(RoomId.OfName(Room), number, previous, ServiceClass.Durable, [new CoreMessage(1, [], TextKind, body)]).Encode();
}
