namespace Mesh.Node.Doctor;

/// <summary>How a dial ended, as a report says it.</summary>
internal static class DialWords
{
    public const string Refused = "refused";
    public const string TimedOut = "timed-out";
    public const string Unreachable = "unreachable";
    public const string Forbidden = "forbidden";
    public const string NoLink = "no-link";
}
