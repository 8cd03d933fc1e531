namespace Mesh.Simulator.World;

/// <summary>
/// Elementary functions from + - * / and the square root alone, which IEEE 754 fixes to the last bit; the platform's own differ between systems,
/// and one bit decides who meets whom. Accurate to some 1e-15 of the result. Arguments are reduced with constants split in two or three (Cody and Waite 1980),
/// then a power series is summed; its number of terms is stated at each.
/// </summary>
internal static class FixedMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double QuarterTurnHigh = 1.57079632673412561417e+00;
    private const double QuarterTurnMiddle = 6.07710050630396597660e-11;
    private const double QuarterTurnLow = 2.02226624879595063154e-21;
    private const double AngleMax = 1_000_000;
    private const long ExponentBias = 1023;
    private const int MantissaBits = 52;

    /// <summary>The sine of an angle in radians, at most a million of them either way.</summary>
    public static double Sin(double angle) => OfQuarter(angle, 0);

    /// <summary>The cosine of an angle in radians, at most a million of them either way.</summary>
    public static double Cos(double angle) => OfQuarter(angle, 1);

    /// <summary>The angle of a point seen from the origin, from -pi to pi, counted from the x axis; 0 for the origin.</summary>
    public static double Atan2(double y, double x)
    {
        if (x == 0 && y == 0)
        {
            return 0;
        }

        double angle = Math.Abs(y) <= Math.Abs(x) ? Atan(Math.Abs(y) / Math.Abs(x)) : (Math.PI / 2) - Atan(Math.Abs(x) / Math.Abs(y));
        angle = x < 0 ? Math.PI - angle : angle;
        return y < 0 ? -angle : angle;
    }

    /// <summary>The natural logarithm of a positive number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive, or not finite.</exception>
    public static double Log(double value)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only positive numbers have a logarithm.");
        }

        if (value < 2.2250738585072014e-308)
        {
            return Log(value * 18014398509481984) - (54 * Ln2High) - (54 * Ln2Low);
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        long exponent = (bits >> MantissaBits) - ExponentBias;
        double mantissa = BitConverter.Int64BitsToDouble((bits & ((1L << MantissaBits) - 1)) | (ExponentBias << MantissaBits));
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // 2 artanh(s) with |s| <= 0.172: the 12th term is below 1e-19 of the first.
        double s = (mantissa - 1) / (mantissa + 1);
        double squared = s * s;
        double sum = 0;
        for (int term = 23; term >= 3; term -= 2)
        {
            sum = (sum + (1.0 / term)) * squared;
        }

        return (exponent * Ln2High) + ((2 * s) + ((2 * s * sum) + (exponent * Ln2Low)));
    }

    /// <summary>The logarithm to base 10 of a positive number.</summary>
    public static double Log10(double value) => Log(value) / 2.302585092994046;

    /// <summary>e to the power of a number; 0 below -745, infinite above 709.78.</summary>
    public static double Exp(double value)
    {
        if (value > 709.782712893384)
        {
            return double.PositiveInfinity;
        }

        if (value < -745.2)
        {
            return 0;
        }

        double twos = Math.Floor((value / (Ln2High + Ln2Low)) + 0.5);
        double rest = value - (twos * Ln2High) - (twos * Ln2Low);

        // |rest| <= 0.347: the 15th term is below 1e-18.
        double sum = 1;
        for (int term = 14; term >= 1; term--)
        {
            sum = 1 + (sum * rest / term);
        }

        // In two steps, so that the smallest results are reached as well.
        long half = (long)twos / 2;
        return sum * PowerOfTwo(half) * PowerOfTwo((long)twos - half);
    }

    /// <summary>A positive number to any power; 0 to a positive power is 0.</summary>
    public static double Pow(double value, double power) => value == 0 && power > 0 ? 0 : Exp(power * Log(value));

    private static double PowerOfTwo(long exponent) => BitConverter.Int64BitsToDouble((exponent + ExponentBias) << MantissaBits);

    private static double OfQuarter(double angle, long ahead)
    {
        if (!(Math.Abs(angle) <= AngleMax))
        {
            throw new ArgumentOutOfRangeException(nameof(angle), angle, "The angle is too far from zero to be known well.");
        }

        double quarters = Math.Floor((angle / (Math.PI / 2)) + 0.5);
        double rest = angle - (quarters * QuarterTurnHigh) - (quarters * QuarterTurnMiddle) - (quarters * QuarterTurnLow);
        long quarter = ((long)quarters + ahead) & 3;
        double result = (quarter & 1) == 0 ? SineSeries(rest) : CosineSeries(rest);
        return quarter >= 2 ? -result : result;
    }

    /// <summary>|x| at most pi/4: the 10th term is below 1e-19.</summary>
    private static double SineSeries(double x)
    {
        double squared = x * x;
        double sum = 0;
        for (int term = 19; term >= 3; term -= 2)
        {
            sum = (1 - sum) * squared / (term * (term - 1));
        }

        return x - (x * sum);
    }

    /// <summary>|x| at most pi/4: the 10th term is below 1e-18.</summary>
    private static double CosineSeries(double x)
    {
        double squared = x * x;
        double sum = 0;
        for (int term = 18; term >= 2; term -= 2)
        {
            sum = (1 - sum) * squared / (term * (term - 1));
        }

        return 1 - sum;
    }

    /// <summary>For 0 to 1: the angle is halved twice, which leaves at most 0.199; the 12th term is below 1e-17.</summary>
    private static double Atan(double x)
    {
        double halved = x / (1 + Math.Sqrt(1 + (x * x)));
        halved /= 1 + Math.Sqrt(1 + (halved * halved));
        double squared = halved * halved;
        double sum = 0;
        for (int term = 23; term >= 3; term -= 2)
        {
            sum = ((1.0 / term) - sum) * squared;
        }

        return 4 * (halved - (halved * sum));
    }
}
