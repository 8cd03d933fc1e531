using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mesh.Node.Web;

/// <summary>The upgrade of a connection whose client must mask its frames (RFC 6455, section 5.1), which the platform's WebSocket does not check.</summary>
internal sealed class MaskedUpgrade : IHttpUpgradeFeature
{
    private readonly IHttpUpgradeFeature _inner;

    private MaskedUpgrade(IHttpUpgradeFeature inner)
    {
        _inner = inner;
    }

    public bool IsUpgradableRequest => _inner.IsUpgradableRequest;

    /// <summary>Makes every upgrade of this request checked.</summary>
    public static void Put(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { } inner)
        {
            context.Features.Set<IHttpUpgradeFeature>(new MaskedUpgrade(inner));
        }
    }

    public async Task<Stream> UpgradeAsync() => new MaskedStream(await _inner.UpgradeAsync());
}
