namespace Mesh.Node.Doctor;

/// <summary>How a connection ended, as a report says it.</summary>
internal static class OwnPortWords
{
    public const string Connected = "connected";
    public const string Refused = "refused";
    public const string TimedOut = "timed-out";
    public const string Unreachable = "unreachable";
}
