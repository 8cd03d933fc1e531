using System.Text;
using Mesh.Simulator.Bench;
using Mesh.Simulator.Bench.Children;
using Mesh.Simulator.Bench.Wires;

namespace Mesh.Tests.Unit.Simulator.Bench;

public sealed class BenchTextTests
{
    [Theory]
    [InlineData(BenchText.BytesMin)]
    [InlineData(200)]
    [InlineData(4096)]
    public void A_text_has_the_size_asked_for_and_says_when_it_was_typed(int bytes)
    {
        string text = BenchText.Write("t17", 0x1234_5678_9abc, bytes);
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(text));
        Assert.True(BenchText.TryRead(text, out string tag, out long typedAt));
        Assert.Equal(("t17", 0x1234_5678_9abc), (tag, typedAt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("t1:")]
    [InlineData("t1:xyz:")]
    public void Other_texts_are_not_taken_for_the_bench_s(string text) => Assert.False(BenchText.TryRead(text, out _, out _));

    [Fact]
    public void An_order_survives_its_way()
    {
        WireOrder order = new(WireOrderKind.Decode, 4096, 70_000);
        byte[] bytes = order.ToBytes();
        Assert.Equal(WireOrder.Size, bytes.Length);
        Assert.Equal(order, WireOrder.Read(bytes));
    }

    [Fact]
    public void The_load_is_the_first_figure_of_the_list() => Assert.Equal(1.25, Machine.ParseLoad("1.25 0.70 0.55 2/345 6789\n"));

    [Fact]
    public void An_unreadable_load_is_none() => Assert.Null(Machine.ParseLoad("busy"));

    [Fact]
    public async Task Arrivals_are_waited_for_and_told_with_their_latencies()
    {
        Arrivals arrivals = new();
        arrivals.Note(0, System.Diagnostics.Stopwatch.Frequency / 1000);
        Task<ArrivalReport> two = arrivals.WaitAsync(2, TimeSpan.FromMinutes(1), withLatencies: true);
        Assert.False(two.IsCompleted);
        arrivals.Note(0, System.Diagnostics.Stopwatch.Frequency / 500);
        ArrivalReport report = await two;
        Assert.Equal((2, System.Diagnostics.Stopwatch.Frequency / 500), (report.Count, report.LastAt));
        Assert.Equal([1000.0, 2000.0], report.LatenciesUs);
    }
}
