namespace Mesh.Node.Web;

/// <summary>What the guard says of a request.</summary>
/// <param name="Status">The status to refuse with; 0 when it may go on.</param>
/// <param name="Code">A stable short code; empty when it may go on.</param>
/// <param name="Message">One sentence with the mend; empty when it may go on.</param>
/// <param name="ForeignOrigin">The allowed foreign origin that asks, which must be told that it may read the answer; null when there is none.</param>
internal readonly record struct GuardAnswer(int Status, string Code, string Message, string? ForeignOrigin)
{
    public bool IsRefused => Status != 0;

    public static GuardAnswer Allow(string? foreignOrigin) => new(0, string.Empty, string.Empty, foreignOrigin);

    public static GuardAnswer Refuse(int status, string code, string message) => new(status, code, message, ForeignOrigin: null);
}
