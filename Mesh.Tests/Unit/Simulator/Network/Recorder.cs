using Mesh.Simulator.Network;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Network;

/// <summary>A program that notes what the network tells it, and a network of such programs over two nodes in contact.</summary>
internal sealed class Recorder(INodeHost host) : INodeProgram
{
    public INodeHost Host { get; } = host;

    public List<string> Heard { get; } = [];

    public static SimulatedNetwork Network(ulong seed, params Contact[] contacts)
    {
        Scene scene = new()
        {
            Contacts = new ContactPlan(2, TimeSpan.FromHours(1), contacts),
            Medium = new FixedMedium(),
        };
        Keyring keys = new();
        ProgramParts parts = new()
        {
            Spec = new NodeSpec { Discovery = new Bounds(0.1, 0.1) },
            Keys = keys,
            Signatures = new StandInSignatures(keys),
            Bundles = new BundlePool(),
            Outbox = new Mesh.Protocol.MeshOutbox(),
            FrameMemory = new byte[1],
            NetworkHash = default,
        };
        ProtocolEntry protocol = new("recorder", "Notes.", (host, _) => new Recorder(host));
        SimulatedNetwork network = new(scene, protocol, parts, seed, []);
        network.StartAll();
        return network;
    }

    public static Recorder Of(SimulatedNetwork network, int node) => (Recorder)network.Nodes[node].Program!;

    public void Start() => Heard.Add("start");

    public void OnHeard(int peer) => Heard.Add($"heard {peer}");

    public void OnDialFailed(long token, int peer) => Heard.Add($"failed {token}");

    public void OnLinkUp(int link, int peer, bool isInitiator, long token) => Heard.Add($"up {link} {peer} {token}");

    public void OnFrame(int link, ReadOnlyMemory<byte> frame) => Heard.Add($"frame {link} {string.Join(' ', frame.ToArray())}");

    public void OnWritable(int link) => Heard.Add($"writable {link}");

    public void OnLinkDown(int link, string reason) => Heard.Add($"down {link} {reason}");

    public void OnWake() => Heard.Add($"wake {Host.Now}");

    public void OnEffect(int kind, long number, object? body) => Heard.Add($"effect {kind} {number} {body}");

    public void Publish(int message, string room, ReadOnlyMemory<byte> body) => Heard.Add($"publish {message}");

    public void Join(string room) => Heard.Add($"join {room}");

    public void OnWallClock(TimeSpan offset) => Heard.Add($"clock {offset}");

    public void Stop() => Heard.Add("stop");

    private sealed class FixedMedium : IMedium
    {
        public double AirtimeSeconds => 0;

        public MeshInstant Carry(int from, int to, int bytes, MeshInstant now) => now + TimeSpan.FromMilliseconds(1);
    }
}
