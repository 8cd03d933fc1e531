namespace Mesh.Simulator.Scenarios;

/// <summary>
/// A record of a scenario file that has ready sets of values: a key of its own, <c>preset</c>, names one, and the other keys of the file then override single values of it.
/// The reader sets <c>preset</c> first, asks for the filled record, and fills in the other keys.
/// </summary>
internal interface IPreset
{
    /// <summary>A record of the same type with the values that its own <c>preset</c> stands for, and with that <c>preset</c>; itself when none is chosen.</summary>
    object Filled();
}
