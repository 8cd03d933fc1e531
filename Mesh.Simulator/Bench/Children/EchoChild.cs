using Mesh.Simulator.Bench.Parts;
using Mesh.Simulator.Bench.Wires;

namespace Mesh.Simulator.Bench.Children;

/// <summary>The far end of one wire: accepts it and does what it is ordered on it, until it ends.</summary>
internal static class EchoChild
{
    /// <summary>Runs until the wire ends.</summary>
    public static async Task RunAsync(WireKind kind, TextReader input, TextWriter output)
    {
        ChildConsole console = new(input, output);
        await using IWire wire = await WireOpener.AcceptAsync(kind, port => console.Answer(new ReadyReport(port))).ConfigureAwait(false);
        while (await wire.ReceiveAsync(WireOrder.Size).ConfigureAwait(false) is { Length: WireOrder.Size } order)
        {
            await ObeyAsync(wire, WireOrder.Read(order.Span)).ConfigureAwait(false);
        }
    }

    private static async Task ObeyAsync(IWire wire, WireOrder order)
    {
        for (int i = 0; i < order.Count; i++)
        {
            ReadOnlyMemory<byte> message = await wire.ReceiveAsync(order.Bytes).ConfigureAwait(false);
            switch (order.Kind)
            {
                case WireOrderKind.Echo:
                    await wire.SendAsync(message).ConfigureAwait(false);
                    break;
                case WireOrderKind.Decode:
                    SampleBundles.CountMessages(message);
                    break;
                case WireOrderKind.Swallow:
                    break;
                default:
                    throw new BenchFault($"{order.Kind} is no order");
            }
        }

        if (order.Kind != WireOrderKind.Echo)
        {
            await wire.SendAsync(order.ToBytes()).ConfigureAwait(false);
        }
    }
}
