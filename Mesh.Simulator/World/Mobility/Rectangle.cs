namespace Mesh.Simulator.World.Mobility;

/// <summary>Facts about rectangles.</summary>
internal static class Rectangle
{
    /// <summary>The mean distance of two places drawn evenly from a rectangle (Ghosh 1951).</summary>
    public static double MeanDistance(double width, double height)
    {
        double a2 = width * width;
        double b2 = height * height;
        double diagonal = Math.Sqrt(a2 + b2);
        double straight = (width * a2 / b2) + (height * b2 / a2) + (diagonal * (3 - (a2 / b2) - (b2 / a2)));
        double slanted = (b2 / width * FixedMath.Log((width + diagonal) / height)) + (a2 / height * FixedMath.Log((height + diagonal) / width));
        return (straight / 15) + (slanted / 6);
    }
}
