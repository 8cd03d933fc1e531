namespace Mesh.Simulator.Commands;

/// <summary>A person gave something wrong. The message is one line that names it and the mend; the command ends with code 2.</summary>
internal sealed class CommandFault(string message) : Exception(message);
