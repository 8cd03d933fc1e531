namespace Mesh.Node.Wamp;

/// <summary>The URIs of errors and reasons that the router gives (WAMP, "Basic Profile URIs" and "Advanced Profile URIs"), and those of Mesh itself.</summary>
internal static class WampErrors
{
    public const string InvalidUri = "wamp.error.invalid_uri";
    public const string NoSuchProcedure = "wamp.error.no_such_procedure";
    public const string ProcedureAlreadyExists = "wamp.error.procedure_already_exists";
    public const string NoSuchRegistration = "wamp.error.no_such_registration";
    public const string NoSuchSubscription = "wamp.error.no_such_subscription";
    public const string InvalidArgument = "wamp.error.invalid_argument";
    public const string Canceled = "wamp.error.canceled";
    public const string Timeout = "wamp.error.timeout";
    public const string RuntimeError = "wamp.error.runtime_error";
    public const string PayloadSizeExceeded = "wamp.error.payload_size_exceeded";
    public const string OptionNotAllowed = "wamp.error.option_not_allowed";
    public const string NotAuthorized = "wamp.error.not_authorized";
    public const string Unavailable = "wamp.error.unavailable";

    public const string ProtocolViolation = "wamp.error.protocol_violation";
    public const string NoSuchRealm = "wamp.error.no_such_realm";
    public const string NoMatchingAuthMethod = "wamp.error.no_matching_auth_method";
    public const string AuthenticationRequired = "wamp.error.authentication_required";
    public const string AuthenticationDenied = "wamp.error.authentication_denied";

    public const string SystemShutdown = "wamp.close.system_shutdown";
    public const string GoodbyeAndOut = "wamp.close.goodbye_and_out";

    public const string NoRoute = "mesh.error.no_route";
    public const string OutcomeUnknown = "mesh.error.outcome_unknown";
    public const string TooMany = "mesh.error.too_many";
    public const string TooSlow = "mesh.error.too_slow";
    public const string OpeningTimedOut = "mesh.error.opening_timed_out";
}
