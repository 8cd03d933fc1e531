using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>What waits for a session.</summary>
public sealed class OutgoingQueueTests
{
    [Fact]
    public void Messages_leave_in_the_order_in_which_they_came()
    {
        using OutgoingQueue queue = new(bytesMax: 100, messagesMax: 10);
        queue.AddEvent(new byte[] { 1 });
        Assert.True(queue.TryAdd(new byte[] { 2 }));
        queue.AddEvent(new byte[] { 3 });
        Assert.True(queue.TryAdd(new byte[] { 4 }));

        Assert.Equal([1, 2, 3, 4], Taken(queue));
    }

    [Fact]
    public void An_event_without_room_pushes_out_the_oldest_events_and_no_reply()
    {
        using OutgoingQueue queue = new(bytesMax: 100, messagesMax: 3);
        queue.AddEvent(new byte[] { 1 });
        queue.TryAdd(new byte[] { 2 });
        for (byte number = 3; number <= 7; number++)
        {
            queue.AddEvent(new byte[] { number });
        }

        Assert.Equal(4, queue.TakeDropped());
        Assert.Equal(0, queue.TakeDropped());
        Assert.Equal(4, queue.DroppedInAll);
        Assert.Equal([2, 6, 7], Taken(queue));
    }

    [Fact]
    public void Bytes_are_counted_as_well_as_messages()
    {
        using OutgoingQueue queue = new(bytesMax: 10, messagesMax: 100);
        for (byte number = 1; number <= 9; number++)
        {
            queue.AddEvent(new byte[] { number, 0, 0, 0 });
            Assert.InRange(queue.Bytes, 4, 10);
        }

        queue.AddEvent(new byte[11]);
        Assert.Empty(Taken(queue));
        Assert.Equal(10, queue.DroppedInAll);
    }

    [Fact]
    public void A_reply_pushes_out_events_but_no_reply()
    {
        using OutgoingQueue queue = new(bytesMax: 100, messagesMax: 2);
        queue.AddEvent(new byte[] { 1 });
        Assert.True(queue.TryAdd(new byte[] { 2 }));
        Assert.True(queue.TryAdd(new byte[] { 3 }));
        Assert.False(queue.TryAdd(new byte[] { 4 }));

        Assert.Equal([2, 3], Taken(queue));
    }

    [Fact]
    public async Task After_the_last_message_nothing_is_taken_in_and_the_reader_ends()
    {
        using OutgoingQueue queue = new(bytesMax: 2, messagesMax: 2);
        queue.TryAdd(new byte[] { 1 });
        queue.Complete(new byte[] { 9, 9, 9 }, forgetsRest: true);
        queue.AddEvent(new byte[] { 2 });
        Assert.True(queue.TryAdd(new byte[] { 3 }));

        Assert.True(await queue.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal([9], Taken(queue));
        Assert.False(await queue.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reader_wakes_for_what_comes_while_it_waits()
    {
        using OutgoingQueue queue = new();
        for (byte number = 0; number < 3; number++)
        {
            Task<bool> waiting = queue.WaitAsync(TestContext.Current.CancellationToken).AsTask();
            Assert.False(waiting.IsCompleted);
            queue.AddEvent(new byte[] { number });
            Assert.True(await waiting);
            Assert.Equal([number], Taken(queue));
        }
    }

    private static byte[] Taken(OutgoingQueue queue)
    {
        List<ReadOnlyMemory<byte>> batch = [];
        queue.Take(batch, int.MaxValue);
        return [.. batch.Select(message => message.Span[0])];
    }
}
