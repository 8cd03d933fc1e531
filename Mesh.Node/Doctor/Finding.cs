namespace Mesh.Node.Doctor;

/// <summary>Something that is wrong, and the one thing to do about it.</summary>
/// <param name="Code">What it is, of <see cref="FindingCode"/>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Subject">The interface, peer or folder concerned, or null when it is the machine.</param>
/// <param name="Sentence">What is wrong, in one sentence.</param>
/// <param name="Command">The command that mends it or shows more; or, where no command does, what to do.</param>
internal sealed record Finding(string Code, FindingSeverity Severity, string? Subject, string Sentence, string Command)
{
    public static Finding Problem(string code, string? subject, string sentence, string command) => new(code, FindingSeverity.Problem, subject, sentence, command);

    public static Finding Warning(string code, string? subject, string sentence, string command) => new(code, FindingSeverity.Warning, subject, sentence, command);
}
