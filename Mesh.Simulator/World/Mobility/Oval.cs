namespace Mesh.Simulator.World.Mobility;

/// <summary>An oval: two straight sides and two half circles around two places.</summary>
internal static class Oval
{
    /// <summary>Flies to it and around it, whole rounds, until a time in seconds.</summary>
    public static void Fly(Flight flight, double x, double y, double x2, double y2, double radius, double until)
    {
        double heading = FixedMath.Atan2(y2 - y, x2 - x);
        (double sideX, double sideY) = (radius * FixedMath.Sin(heading), -radius * FixedMath.Cos(heading));
        flight.To(x + sideX, y + sideY);
        while (flight.Seconds < until && !flight.IsComplete)
        {
            flight.To(x2 + sideX, y2 + sideY);
            flight.Arc(x2, y2, radius, heading - (Math.PI / 2), Math.PI);
            flight.To(x - sideX, y - sideY);
            flight.Arc(x, y, radius, heading + (Math.PI / 2), Math.PI);
        }
    }
}
