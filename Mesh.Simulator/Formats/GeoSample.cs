namespace Mesh.Simulator.Formats;

/// <summary>Where somebody was on the globe.</summary>
/// <param name="At">Microseconds of the file's clock.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Altitude">Metres, above whatever the file measures from.</param>
internal readonly record struct GeoSample(long At, double Latitude, double Longitude, double Altitude);
