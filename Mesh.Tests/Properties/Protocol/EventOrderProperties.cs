using FsCheck;
using FsCheck.Fluent;
using Mesh.Protocol;
using Mesh.Protocol.Gossip;
using Mesh.Protocol.Topics;
using Mesh.Wire;

namespace Mesh.Tests.Properties.Protocol;

public sealed class EventOrderProperties
{
    private static readonly StreamId Id = new(new PeerId(new Id128(1, 2)), 5, RoomId.Topics);

    [Fact]
    public void Whatever_order_and_loss_each_event_is_handed_out_at_most_once_and_in_ascending_order() => Check(ServiceClass.Ephemeral, (arrivals, told, lost) =>
    {
        Assert.Equal(told.Distinct().Order(), told);
        Assert.Subset(arrivals.SelectMany(NumbersOf).ToHashSet(), told.ToHashSet());
        if (told.Count > 0)
        {
            Assert.Equal(lost, told[^1] - told[0] + 1 - (ulong)told.Count);
        }
    });

    [Fact]
    public void Whatever_order_each_routed_bundle_that_arrives_is_handed_out_once() => Check(ServiceClass.Private, (arrivals, told, _) =>
        Assert.Equal(arrivals.SelectMany(NumbersOf).Order(), told.Order()));

    private static void Check(ServiceClass serviceClass, Action<Arrival[], List<ulong>, ulong> property) =>
        Prop.ForAll(Arrivals.ToArbitrary(), arrivals =>
        {
            Turn turn = new(new MeshInstant(1_000_000), 0);
            EventOrder order = new(turn, new DeadlineQueue());
            StreamState stream = new(1, Id, serviceClass, default);
            List<OrderedBundle> ready = [];
            ulong lost = 0;
            foreach (Arrival arrival in arrivals)
            {
                turn.Begin(turn.Now + TimeSpan.FromMilliseconds(arrival.Wait), turn.Outbox);
                lost += order.OnDeadline(stream, ready);
                CoreMessage[] messages = [.. Enumerable.Repeat(new CoreMessage(1, [], TopicDesk.MessageKind, ReadOnlyMemory<byte>.Empty), arrival.Count)];
                lost += order.OnTaken(stream, new OrderedBundle(Id, new BundleCore(Id.Room, arrival.First, default, serviceClass, messages), 1_000, turn.Now), ready);
            }

            turn.Begin(turn.Now + TimeSpan.FromSeconds(1), turn.Outbox);
            lost += order.OnDeadline(stream, ready);
            Assert.Equal(0, order.AheadBytes);
            property(arrivals, [.. ready.SelectMany(bundle => NumbersOf(new Arrival(bundle.Core.First, bundle.Core.Messages.Length, 0)))], lost);
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500).WithReplay(2026, 101));

    private static IEnumerable<ulong> NumbersOf(Arrival arrival) => Enumerable.Range(0, arrival.Count).Select(i => arrival.First + (ulong)i);

    /// <summary>The bundles of a stream, some of them missing, each displaced by up to a dozen places, up to 150 ms between two.</summary>
    private static Gen<Arrival[]> Arrivals =>
        from start in Gen.Elements(1, 1, 2, 500)
        from counts in Gen.ArrayOf(Gen.Choose(1, 3), 40)
        from kept in Gen.ArrayOf(Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false))), 40)
        from shifts in Gen.ArrayOf(Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 12))), 40)
        from waits in Gen.ArrayOf(Gen.Frequency((4, Gen.Choose(0, 5)), (1, Gen.Choose(0, 150))), 40)
        select Order(start, counts, kept, shifts, waits);

    private static Arrival[] Order(int start, int[] counts, bool[] kept, int[] shifts, int[] waits)
    {
        ulong first = (ulong)start;
        List<(int Place, Arrival Arrival)> arrivals = [];
        for (int i = 0; i < counts.Length; i++)
        {
            if (kept[i])
            {
                arrivals.Add((i + shifts[i], new Arrival(first, counts[i], waits[i])));
            }

            first += (ulong)counts[i];
        }

        return [.. arrivals.OrderBy(arrival => arrival.Place).Select(arrival => arrival.Arrival)];
    }

    private sealed record Arrival(ulong First, int Count, int Wait);
}
