namespace Mesh.Node.Doctor.Firewalls;

/// <summary>Where packets pass the rules.</summary>
internal enum FilterHook
{
    /// <summary>What comes in for this machine.</summary>
    Input,

    /// <summary>What this machine sends.</summary>
    Output,
}
