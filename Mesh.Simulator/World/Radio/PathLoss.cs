namespace Mesh.Simulator.World.Radio;

/// <summary>How much of a signal is lost over a distance, in decibels, and the distance over which so much is lost.</summary>
internal sealed class PathLoss
{
    private const double LightSpeed = 299_792_458;

    /// <summary>For the edge of a disk alone, which has no power: the exponent of cities.</summary>
    private const double DiskExponent = 3;

    private readonly double _exponent;
    private readonly double _atOneMetre;
    private readonly double _crossing = double.PositiveInfinity;
    private readonly double _antennas;

    /// <summary>The path loss of a spec. A disk has such a one that exactly nothing is left at its range.</summary>
    public PathLoss(RadioSpec spec)
    {
        (_exponent, _atOneMetre) = spec.Kind switch
        {
            RadioKind.LogDistance => (spec.Exponent, spec.ReferenceLoss),
            RadioKind.FreeSpace or RadioKind.TwoRay => (2, 20 * FixedMath.Log10(4 * Math.PI * spec.Frequency / LightSpeed)),
            _ => (DiskExponent, -10 * DiskExponent * FixedMath.Log10(spec.Range)),
        };
        if (spec.Kind == RadioKind.TwoRay)
        {
            // Where both rays' loss is the same: 4 pi h h / wavelength.
            _crossing = 4 * Math.PI * spec.AntennaHeight * spec.AntennaHeight * spec.Frequency / LightSpeed;
            _antennas = 40 * FixedMath.Log10(spec.AntennaHeight);
        }
    }

    /// <summary>Decibels lost over a distance in metres; nearer than a centimetre it is as at a centimetre.</summary>
    public double Over(double metres)
    {
        double distance = FixedMath.Log10(Math.Max(metres, 0.01));
        return metres <= _crossing ? _atOneMetre + (10 * _exponent * distance) : (40 * distance) - _antennas;
    }

    /// <summary>Over how many metres so many decibels are lost.</summary>
    public double Distance(double decibels)
    {
        double near = FixedMath.Pow(10, (decibels - _atOneMetre) / (10 * _exponent));
        return near <= _crossing ? near : FixedMath.Pow(10, (decibels + _antennas) / 40);
    }
}
