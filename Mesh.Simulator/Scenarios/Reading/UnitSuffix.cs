namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>A unit's sign behind a number and what it multiplies by.</summary>
/// <param name="Sign">As it is written.</param>
/// <param name="Factor">How many base units one is.</param>
/// <param name="IsShown">Whether limits in error messages are written with it.</param>
internal sealed record UnitSuffix(string Sign, decimal Factor, bool IsShown = true);
