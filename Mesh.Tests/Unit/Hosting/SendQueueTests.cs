using Mesh.Hosting;
using Mesh.Protocol;

namespace Mesh.Tests.Unit.Hosting;

public sealed class SendQueueTests
{
    private readonly SendQueue _queue = new();
    private readonly byte[] _message = new byte[NodeLimits.MessageBytesMax];
    private readonly List<long> _tags = [];

    [Fact]
    public void Records_leave_by_class_and_in_order_within_a_class()
    {
        Add([5, 5], SendClass.Bulk);
        Add([3], SendClass.Chat);
        Add([1, 1, 1], SendClass.Control);
        Add([4], SendClass.Chat);

        (int bytes, int records) = _queue.Take(_message, _tags);

        Assert.Equal(4, records);
        Assert.Equal([1, 1, 1, 3, 4, 5, 5], _message[..bytes]);
    }

    [Fact]
    public void A_message_holds_as_many_whole_records_as_fit()
    {
        byte[] record = new byte[60_000];
        for (int i = 0; i < 5; i++)
        {
            record.AsSpan().Fill((byte)i);
            Add(record, SendClass.Chat);
        }

        Assert.Equal((120_000, 2), _queue.Take(_message, _tags));
        Assert.Equal(1, _message[119_999]);
        Assert.Equal((120_000, 2), _queue.Take(_message, _tags));
        Assert.Equal(2, _message[0]);
        Assert.Equal((60_000, 1), _queue.Take(_message, _tags));
        Assert.Equal(4, _message[0]);
        Assert.Equal((0, 0), _queue.Take(_message, _tags));
    }

    [Fact]
    public void Tags_of_own_bundles_are_told_when_they_are_taken()
    {
        Add([1], SendClass.Chat, tag: 7);
        Add([2], SendClass.Chat);
        Add([3], SendClass.Sync, tag: 9);

        _queue.Take(_message, _tags);

        Assert.Equal([7L, 9L], _tags);
    }

    [Fact]
    public void The_machine_is_told_once_on_the_way_up_and_once_on_the_way_down()
    {
        byte[] record = new byte[100_000];
        Assert.Null(AddLevel(record));
        Assert.Null(AddLevel(record));
        Assert.NotNull(AddLevel(record));
        Assert.Null(AddLevel(record));

        // What is being sent still counts.
        _queue.Take(_message, _tags);
        Assert.Null(_queue.Sent());
        _queue.Take(_message, _tags);
        Assert.Null(_queue.Sent());
        _queue.Take(_message, _tags);
        Assert.Null(_queue.Sent());
        _queue.Take(_message, _tags);
        Assert.Equal(0, _queue.Sent());
        Assert.Null(_queue.Sent());
    }

    // Prevents that a peer that stops reading makes us keep everything that is said.
    [Fact]
    public void A_queue_takes_no_more_than_its_limit()
    {
        byte[] record = new byte[100_000];
        int taken = 0;
        while (_queue.TryAdd(record, SendClass.Chat, 0, out _))
        {
            taken++;
            Assert.True(taken < 1_000);
        }

        Assert.InRange(_queue.Weight, NodeLimits.SendQueueBytesMax - record.Length - 100, NodeLimits.SendQueueBytesMax);
    }

    // Prevents that tiny records, which cost more to keep than they weigh, slip past the limit.
    [Fact]
    public void Tiny_records_count_with_the_cost_of_keeping_them()
    {
        int taken = 0;
        while (_queue.TryAdd([1], SendClass.Control, 0, out _))
        {
            taken++;
        }

        Assert.InRange(taken, 1, NodeLimits.SendQueueBytesMax / NodeLimits.QueuedRecordExtraBytes);
    }

    [Fact]
    public void Synchronisation_alone_never_fills_the_queue()
    {
        byte[] record = new byte[100_000];
        while (_queue.TryAdd(record, SendClass.Sync, 0, out _))
        {
            Assert.True(_queue.Weight < NodeLimits.SendQueueBytesMax);
        }

        Assert.True(_queue.TryAdd(record, SendClass.Chat, 0, out _));
    }

    // Prevents that a link which cannot keep up with events is closed, or gets no messages of rooms any more.
    [Fact]
    public void Events_beyond_their_space_push_out_the_oldest_and_never_close_or_slow_a_link()
    {
        byte[] record = new byte[100_000];
        for (int i = 0; i < 200; i++)
        {
            record[0] = (byte)i;
            Assert.True(_queue.TryAdd(record, SendClass.Topic, 0, out int? level));
            Assert.Null(level);
        }

        int kept = NodeLimits.TopicQueueBytesMax / RecordLane.WeightOf(record.Length);
        Assert.Equal((0, 200 - kept), (_queue.Weight, _queue.Dropped));
        Add([1], SendClass.Chat);
        Add([2], SendClass.Sync);
        Assert.Equal((100_001, 2), _queue.Take(_message, _tags));
        Assert.Equal((1, (byte)(200 - kept)), (_message[0], _message[1]));
        for (int i = 1; i < kept; i++)
        {
            _queue.Take(_message, _tags);
            Assert.Equal((byte)(200 - kept + i), _message[0]);
        }

        Assert.Equal(2, _message[100_000]);
        Assert.Equal((0, 0), _queue.Take(_message, _tags));
        Assert.Null(_queue.Sent());
    }

    [Fact]
    public void Other_records_reach_their_limit_whatever_events_wait()
    {
        byte[] record = new byte[100_000];
        for (int i = 0; i < 30; i++)
        {
            Add(record, SendClass.Topic);
        }

        int taken = 0;
        while (_queue.TryAdd(record, SendClass.Chat, 0, out _))
        {
            taken++;
        }

        Assert.Equal(NodeLimits.SendQueueBytesMax / RecordLane.WeightOf(record.Length), taken);
        Add(record, SendClass.Topic);
    }

    [Fact]
    public async Task A_complete_queue_is_drained_and_then_ends()
    {
        Add([1], SendClass.Chat);
        _queue.Complete();
        Add([2], SendClass.Chat);

        Assert.True(await _queue.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal((1, 1), _queue.Take(_message, _tags));
        Assert.False(await _queue.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_waiting_taker_wakes_when_records_are_flushed()
    {
        ValueTask<bool> waiting = _queue.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        Add([1], SendClass.Chat);
        _queue.Wake();
        Assert.True(await waiting);
    }

    [Fact]
    public void Records_come_out_as_they_went_in_whatever_their_sizes_and_turns()
    {
        MeshRandom random = new(42);
        Queue<byte[]> expected = new();
        long next = 0;
        for (int turn = 0; turn < 2_000; turn++)
        {
            for (int i = 0; i < random.Next(4); i++)
            {
                byte[] record = new byte[8 + random.Next(3_000)];
                BitConverter.TryWriteBytes(record, next++);
                record[^1] = (byte)next;
                expected.Enqueue(record);
                Add(record, SendClass.Chat);
            }

            (int bytes, int records) = _queue.Take(_message.AsSpan(0, 4_000), _tags);
            int offset = 0;
            for (int i = 0; i < records; i++)
            {
                byte[] record = expected.Dequeue();
                Assert.Equal(record, _message.AsSpan(offset, record.Length).ToArray());
                offset += record.Length;
            }

            Assert.Equal(offset, bytes);
        }
    }

    private void Add(byte[] record, SendClass sendClass, long tag = 0) => Assert.True(_queue.TryAdd(record, sendClass, tag, out _));

    private int? AddLevel(byte[] record)
    {
        Assert.True(_queue.TryAdd(record, SendClass.Chat, 0, out int? level));
        return level;
    }
}
