using System.Buffers.Binary;

namespace Mesh.Simulator.Formats;

/// <summary>The positions of one subscription of a PX4 log.</summary>
internal sealed class ULogTopic
{
    private readonly int _time;
    private readonly (int Offset, string Type) _latitude;
    private readonly (int Offset, string Type) _longitude;
    private readonly (int Offset, string Type) _altitude;
    private readonly List<GeoSample> _samples = [];

    private ULogTopic(string name, int time, (int Offset, string Type) latitude, (int Offset, string Type) longitude, (int Offset, string Type) altitude)
    {
        Name = name;
        _time = time;
        _latitude = latitude;
        _longitude = longitude;
        _altitude = altitude;
    }

    /// <summary>The kind of message.</summary>
    public string Name { get; }

    /// <summary>The positions so far.</summary>
    public IReadOnlyList<GeoSample> Samples => _samples;

    /// <summary>Finds the fields, which PX4 renamed in version 1.14; null when one is missing.</summary>
    public static ULogTopic? Of(string name, ULogLayout layout) =>
        layout.Find(name, "timestamp") is { Type: "uint64_t" } time
        && (layout.Find(name, "lat") ?? layout.Find(name, "latitude_deg")) is { } latitude
        && (layout.Find(name, "lon") ?? layout.Find(name, "longitude_deg")) is { } longitude
        && (layout.Find(name, "alt") ?? layout.Find(name, "altitude_msl_m")) is { } altitude
            ? new ULogTopic(name, time.Offset, latitude, longitude, altitude)
            : null;

    /// <summary>Reads a message; false when it is too short or no position. A position of 0, 0 stands for none yet, and is left out.</summary>
    public bool TryAdd(ReadOnlySpan<byte> body)
    {
        if (body.Length < _time + 8
            || Read(body, _latitude, 1e7) is not { } latitude
            || Read(body, _longitude, 1e7) is not { } longitude
            || Read(body, _altitude, 1e3) is not { } altitude
            || BinaryPrimitives.ReadUInt64LittleEndian(body[_time..]) is var stamp && stamp > FormatLimits.SecondsMax * 1_000_000UL
            || _samples.Count == FormatLimits.RecordsMax)
        {
            return false;
        }

        if (latitude == 0 && longitude == 0)
        {
            return true;
        }

        if (!(Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 && Math.Abs(altitude) <= FormatLimits.MetresMax))
        {
            return false;
        }

        _samples.Add(new GeoSample((long)stamp, latitude, longitude, altitude));
        return true;
    }

    private static double? Read(ReadOnlySpan<byte> body, (int Offset, string Type) field, double scale) => field.Type switch
    {
        "double" when body.Length >= field.Offset + 8 => BinaryPrimitives.ReadDoubleLittleEndian(body[field.Offset..]),
        "float" when body.Length >= field.Offset + 4 => BinaryPrimitives.ReadSingleLittleEndian(body[field.Offset..]),
        "int32_t" when body.Length >= field.Offset + 4 => BinaryPrimitives.ReadInt32LittleEndian(body[field.Offset..]) / scale,
        _ => null,
    };
}
