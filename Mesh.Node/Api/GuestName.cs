using Mesh.Node.Configuration;

namespace Mesh.Node.Api;

/// <summary>What a guest may be called.</summary>
internal static class GuestName
{
    /// <exception cref="ApiException">The name is empty, too long, or has control characters.</exception>
    public static void Check(string name)
    {
        try
        {
            SettingValue.Named("The name", name);
        }
        catch (ComplaintException fault)
        {
            throw new ApiException(ApiCode.BadRequest, fault.Message, fault);
        }
    }
}
