namespace Mesh.Simulator.World.Contacts;

/// <summary>When two nodes on straight ways are near each other: the roots of the quadratic equation of their distance.</summary>
internal static class Encounter
{
    /// <summary>Finds the time within the common part of two legs during which they are near.</summary>
    /// <param name="first">One leg.</param>
    /// <param name="second">The other.</param>
    /// <param name="reach">How near, metres.</param>
    /// <param name="up">When it begins, seconds.</param>
    /// <param name="down">When it ends, seconds.</param>
    /// <returns>False when they are not near at any time of it.</returns>
    public static bool TryFind(in Leg first, in Leg second, double reach, out double up, out double down)
    {
        up = Math.Max(first.From, second.From);
        down = Math.Min(first.Until, second.Until);
        if (down <= up)
        {
            return false;
        }

        Position p = first.At(up);
        Position q = second.At(up);
        double x = p.X - q.X, y = p.Y - q.Y, z = p.Z - q.Z;
        double vx = first.Velocity.X - second.Velocity.X, vy = first.Velocity.Y - second.Velocity.Y, vz = first.Velocity.Z - second.Velocity.Z;
        double a = (vx * vx) + (vy * vy) + (vz * vz);
        double halfB = (x * vx) + (y * vy) + (z * vz);
        double c = (x * x) + (y * y) + (z * z) - (reach * reach);
        if (a == 0)
        {
            return c <= 0;
        }

        double discriminant = (halfB * halfB) - (a * c);
        if (discriminant < 0)
        {
            return false;
        }

        // Without subtracting near equals: one root by the sum, the other from the product of both.
        double sum = halfB >= 0 ? -halfB - Math.Sqrt(discriminant) : -halfB + Math.Sqrt(discriminant);
        double one = sum / a;
        double other = sum == 0 ? 0 : c / sum;
        double length = down - up;
        double enter = Math.Max(0, Math.Min(one, other));
        double leave = Math.Min(length, Math.Max(one, other));
        if (leave < enter)
        {
            return false;
        }

        // The window's own ends are kept to the bit, so that a contact over several legs joins up.
        down = leave >= length ? down : up + leave;
        up = enter <= 0 ? up : up + enter;
        return true;
    }
}
