using Mesh.Node.Web;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Web;

public sealed class GuestPaceTests : IDisposable
{
    private static readonly PageLimits Limits = new();
    private readonly ManualTime _time = new();
    private readonly GuestBook _book;
    private readonly GuestPace _pace;

    public GuestPaceTests()
    {
        _book = new GuestBook(_time);
        _pace = new GuestPace(Limits, _time);
    }

    public void Dispose() => _book.Dispose();

    [Fact]
    public void One_guest_has_its_own_pace()
    {
        GuestSeat seat = Seats(1).Single();
        Assert.Equal(Limits.GuestCommands.Burst, Written([seat], 1_000));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Limits.GuestCommands.PerSecond, Written([seat], 1_000));
    }

    /// <summary>Prevents that whoever holds one invitation takes many seats and writes as many guests.</summary>
    [Fact]
    public void All_seats_of_an_invitation_share_one_pace_and_those_of_another_have_theirs()
    {
        GuestSeat[] seats = Seats(GuestBook.SeatsPerInviteMax);
        Assert.Equal(Limits.InviteCommands.Burst, Written(seats, 20));
        Assert.Equal(Limits.GuestCommands.Burst, Written(Seats(1), 1_000));
    }

    /// <summary>Prevents that one address takes all seats at once.</summary>
    [Fact]
    public void One_address_gets_so_many_seats_at_once_and_then_one_a_second()
    {
        Assert.Equal(Limits.GuestArrivals.Burst, Enumerable.Range(0, 100).Count(_ => _pace.Arrive("192.0.2.1") == TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, _pace.Arrive("192.0.2.2"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, _pace.Arrive("192.0.2.1"));
    }

    private int Written(GuestSeat[] seats, int each) => Enumerable.Range(0, each).Sum(_ => seats.Count(seat => _pace.Write(seat) == TimeSpan.Zero));

    private GuestSeat[] Seats(int count)
    {
        string token = _book.Invite("lobby", TimeSpan.FromHours(1))!.Value.Token;
        return [.. Enumerable.Range(0, count).Select(index => _book.Seat(token, $"{token[..4]} {index}")!.Value.Seat!)];
    }
}
