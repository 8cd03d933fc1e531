using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>A place among the streams that stay open.</summary>
internal static class StreamSeat
{
    /// <summary>Takes one; null when the address or the guest has too many. Disposing gives it back.</summary>
    public static IDisposable? Open(PageContext page, HttpContext context, Visitor visitor)
    {
        IDisposable? ofAddress = page.Streams.Open(PageGate.AddressOf(context), page.Limits.StreamsPerAddressMax);
        if (ofAddress is null || visitor.Seat is not { } seat)
        {
            return ofAddress;
        }

        IDisposable? ofGuest = page.Streams.Open(seat.Key, page.Limits.StreamsPerGuestMax);
        if (ofGuest is null)
        {
            ofAddress.Dispose();
            return null;
        }

        return new Both(ofAddress, ofGuest);
    }

    private sealed class Both(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
