namespace Mesh.Node.Processes;

/// <summary>What a program said before it ended. May hold secrets: never logged.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Its standard output, cut to a length.</param>
/// <param name="Error">Its standard error, cut to a length.</param>
internal sealed record ProgramAnswer(int Code, string Output, string Error)
{
    /// <summary>Whether it ended well.</summary>
    public bool IsGood => Code == 0;

    /// <summary>The last line of what it complained of, for people; empty when it did not.</summary>
    public string Complaint => Configuration.SettingValue.Shown((Error.Trim().Length > 0 ? Error : Output).Trim().Split('\n')[^1]);

    public override string ToString() => FormattableString.Invariant($"exit code {Code}");
}
