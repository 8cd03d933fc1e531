namespace Mesh.Node.Api;

/// <summary>The codes of errors (docs/api.md, "Errors"): added to, never changed.</summary>
internal static class ApiCode
{
    public const string BadRequest = "bad-request";
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string NoSuchRoom = "no-such-room";
    public const string NoSuchCommand = "no-such-command";
    public const string TooLong = "too-long";
    public const string TooMany = "too-many";
    public const string NameTaken = "name-taken";
    public const string AlreadyRegistered = "already-registered";
    public const string NotRegistered = "not-registered";
    public const string NoSuchCall = "no-such-call";
    public const string NoSuchInvite = "no-such-invite";
    public const string NeedsStream = "needs-stream";
    public const string NoSuchProcedure = "no-such-procedure";
    public const string NoRoute = "no-route";
    public const string TimedOut = "timed-out";
    public const string Cancelled = "cancelled";
    public const string OutcomeUnknown = "outcome-unknown";
    public const string Failed = "failed";
    public const string NotOffered = "not-offered";
    public const string Stopping = "stopping";

    public static string Of(MeshCallFailure failure) => failure switch
    {
        MeshCallFailure.NoSuchProcedure => NoSuchProcedure,
        MeshCallFailure.NoRoute => NoRoute,
        MeshCallFailure.TimedOut => TimedOut,
        MeshCallFailure.Cancelled => Cancelled,
        MeshCallFailure.OutcomeUnknown => OutcomeUnknown,
        _ => Failed,
    };
}
