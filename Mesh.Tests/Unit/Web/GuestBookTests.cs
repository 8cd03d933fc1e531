using Mesh.Node.Web;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Web;

/// <summary>Invitations and guests: random, bounded, over at their time, and taken back at once.</summary>
public sealed class GuestBookTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly GuestBook _book;

    public GuestBookTests()
    {
        _book = new GuestBook(_time);
    }

    public void Dispose() => _book.Dispose();

    [Fact]
    public void A_guest_takes_a_seat_with_an_invitation_and_keeps_it_by_its_own_token()
    {
        (GuestInvite invite, string token) = Invite();
        (GuestSeat? seat, string own) = _book.Seat(token, "Lena")!.Value;
        Assert.Equal(("Lena", "lobby"), (seat!.Name, seat.Invite.Room));
        Assert.Same(seat, _book.Find(own));
        Assert.NotEqual(token, own);
        Assert.Equal(["Lena"], Assert.Single(_book.Invites).Guests);
        Assert.DoesNotContain(token, invite.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_token_is_nobody() => Assert.Null(_book.Find("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));

    [Fact]
    public void An_invitation_s_token_is_a_seat_itself_for_programs()
    {
        (_, string token) = Invite();
        GuestSeat seat = _book.Find(token)!;
        Assert.StartsWith("guest-", seat.Name, StringComparison.Ordinal);
        Assert.Same(seat, _book.Find(token));
    }

    [Fact]
    public void Time_ends_an_invitation_and_its_guests()
    {
        (_, string token) = Invite(minutes: 10);
        (GuestSeat? seat, string own) = _book.Seat(token, "Lena")!.Value;
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(_book.Find(own));
        Assert.Null(_book.Seat(token, "Ben"));
        Assert.True(seat!.Ended.IsCancellationRequested);
    }

    /// <summary>Prevents that a guest who only listens stays for as long as nobody else comes.</summary>
    [Fact]
    public void Time_ends_each_invitation_although_nobody_asks()
    {
        (_, string early) = Invite(minutes: 10);
        (_, string late) = Invite(minutes: 20);
        GuestSeat first = _book.Find(early)!;
        GuestSeat second = _book.Find(late)!;
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(first.Ended.IsCancellationRequested);
        Assert.False(second.Ended.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(second.Ended.IsCancellationRequested);
    }

    [Fact]
    public void Revoking_ends_an_invitation_and_its_guests_and_no_others()
    {
        (GuestInvite invite, string token) = Invite();
        (_, string other) = Invite();
        (GuestSeat? seat, string own) = _book.Seat(token, "Lena")!.Value;
        Assert.True(_book.Revoke(invite.Id));
        Assert.False(_book.Revoke(invite.Id));
        Assert.True(seat!.Ended.IsCancellationRequested);
        Assert.Null(_book.Find(own));
        Assert.NotNull(_book.Find(other));
    }

    [Fact]
    public void Two_guests_of_a_room_have_different_names()
    {
        (_, string token) = Invite();
        (GuestSeat? lena, _) = _book.Seat(token, "Lena")!.Value;
        Assert.Null(_book.Seat(token, "LENA")!.Value.Seat);
        (GuestSeat? ben, _) = _book.Seat(token, "Ben")!.Value;
        Assert.False(_book.Rename(ben!, "lena"));
        Assert.True(_book.Rename(lena!, "Lea"));
        Assert.True(_book.Rename(ben!, "lena"));
    }

    /// <summary>Prevents that a page which makes invitations in a loop, or a crowd on one code, fills the memory.</summary>
    [Fact]
    public void Invitations_and_seats_are_bounded_and_what_is_over_makes_room()
    {
        for (int i = 0; i < GuestBook.InvitesMax; i++)
        {
            Invite(minutes: 10);
        }

        Assert.Null(_book.Invite("lobby", TimeSpan.FromMinutes(1)));
        _time.Advance(TimeSpan.FromMinutes(10));
        (_, string token) = Invite();
        for (int i = 0; i < GuestBook.SeatsPerInviteMax; i++)
        {
            Assert.NotNull(_book.Seat(token, $"guest {i}")!.Value.Seat);
        }

        Assert.Null(_book.Seat(token, "one more")!.Value.Seat);
    }

    private (GuestInvite Invite, string Token) Invite(int minutes = 60) => _book.Invite("lobby", TimeSpan.FromMinutes(minutes))!.Value;
}
