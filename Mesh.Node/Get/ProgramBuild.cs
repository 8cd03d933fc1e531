namespace Mesh.Node.Get;

/// <summary>A build of the program that visitors may take along.</summary>
/// <param name="System">What it runs on.</param>
/// <param name="Path">The file.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="WrittenAt">When it was written last.</param>
/// <param name="Sha256">The SHA-256 of what it holds, in lower-case hexadecimal digits.</param>
internal sealed record ProgramBuild(KnownSystem System, string Path, long Length, DateTimeOffset WrittenAt, string Sha256);
