using Mesh.Node.Guests;

namespace Mesh.Tests.Unit.Terminal;

/// <summary>A page that is nowhere: says what a test wants.</summary>
internal sealed class StagedPage : IPageDesk, IWifiFinder
{
    public string? Url { get; set; } = "http://127.0.0.1:6375/";

    public string? OutsideUrl { get; set; }

    public string? Refusal { get; set; }

    public WifiNetwork? Wifi { get; set; }

    public PageInvite Invite(string room) => Refusal is null
        ? new PageInvite($"{OutsideUrl}join#{room}-k3q7x2m4p6s8", new DateTimeOffset(2026, 11, 20, 16, 30, 0, TimeSpan.Zero))
        : throw new InvalidOperationException(Refusal);

    public Task<WifiNetwork?> FindAsync(CancellationToken cancellationToken) => Task.FromResult(Wifi);
}
