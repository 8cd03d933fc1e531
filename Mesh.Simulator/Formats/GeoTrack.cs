namespace Mesh.Simulator.Formats;

/// <summary>The way of one node on the globe.</summary>
/// <param name="Name">What the file calls it; empty when it does not.</param>
/// <param name="Samples">In any order.</param>
internal sealed record GeoTrack(string Name, IReadOnlyList<GeoSample> Samples);
