namespace Mesh.Tests.Architecture;

/// <summary>A method, constructor, operator or property of a source file.</summary>
/// <param name="Header">The signature on one line.</param>
/// <param name="Line">The line on which the signature begins.</param>
/// <param name="Lines">Lines from the signature to the end of the body; attributes and comments above are not counted.</param>
internal readonly record struct SourceMember(string Header, int Line, int Lines);
