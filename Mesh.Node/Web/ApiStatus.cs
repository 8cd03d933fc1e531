using Mesh.Node.Api;
using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>Which HTTP status an error has.</summary>
internal static class ApiStatus
{
    public static int Of(string code) => code switch
    {
        ApiCode.Unauthorized => StatusCodes.Status401Unauthorized,
        ApiCode.Forbidden => StatusCodes.Status403Forbidden,
        ApiCode.NoSuchRoom or ApiCode.NoSuchProcedure or ApiCode.NoSuchInvite or ApiCode.NoSuchCall => StatusCodes.Status404NotFound,
        ApiCode.NameTaken or ApiCode.AlreadyRegistered or ApiCode.NotRegistered => StatusCodes.Status409Conflict,
        ApiCode.TooLong => StatusCodes.Status413PayloadTooLarge,
        ApiCode.TooMany => StatusCodes.Status429TooManyRequests,
        ApiCode.TimedOut => StatusCodes.Status504GatewayTimeout,
        ApiCode.NoRoute or ApiCode.OutcomeUnknown or ApiCode.Cancelled or ApiCode.Failed => StatusCodes.Status502BadGateway,
        ApiCode.Stopping => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
