using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World.Mobility;

namespace Mesh.Simulator.World;

/// <summary>Builds the scene of a scenario.</summary>
internal static class SceneBuilder
{
    /// <summary>Builds it for a seed.</summary>
    public static Scene Build(Scenario scenario, ulong seed, Movement? imported)
    {
        MeshRandom random = new MeshRandom(seed).Split("world");
        List<Contact> contacts = [];
        Movement? movement = imported;
        MeshInstant end = MeshInstant.Zero + scenario.Duration;
        if (scenario.Mobility is { } mobility)
        {
            movement = Walk(mobility, scenario, random);
            double squared = scenario.Radio.Range * scenario.Radio.Range;
            for (int a = 0; a < scenario.Nodes; a++)
            {
                for (int b = a + 1; b < scenario.Nodes; b++)
                {
                    MeshInstant? up = null;
                    for (MeshInstant t = MeshInstant.Zero; t <= end; t += TimeSpan.FromMilliseconds(100))
                    {
                        Position p = movement.Tracks[a].At(t), q = movement.Tracks[b].At(t);
                        bool near = ((p.X - q.X) * (p.X - q.X)) + ((p.Y - q.Y) * (p.Y - q.Y)) <= squared;
                        if (near && up is null)
                        {
                            up = t;
                        }
                        else if (!near && up is { } since)
                        {
                            contacts.Add(new Contact(a, b, since, t));
                            up = null;
                        }
                    }

                    if (up is { } last)
                    {
                        contacts.Add(new Contact(a, b, last, end));
                    }
                }
            }
        }
        else
        {
            for (int a = 1; a < scenario.Nodes; a++)
            {
                contacts.Add(new Contact(a - 1, a, MeshInstant.Zero, end));
            }
        }

        return new Scene { Contacts = new ContactPlan(scenario.Nodes, scenario.Duration, contacts), Movement = movement, Medium = new Plain(scenario.Radio.Delay, random.Split("medium")) };
    }

    private static Movement Walk(MobilitySpec mobility, Scenario scenario, MeshRandom random)
    {
        List<Track> tracks = [];
        for (int i = 0; i < scenario.Nodes; i++)
        {
            List<Waypoint> way = [new(MeshInstant.Zero, new Position(random.Next((int)mobility.Width), random.Next((int)mobility.Height)))];
            while (way[^1].At < MeshInstant.Zero + scenario.Duration && mobility.Kind == MobilityKind.RandomWaypoint)
            {
                Position to = new(random.Next((int)mobility.Width), random.Next((int)mobility.Height));
                double speed = mobility.Speed.Min + (random.Next(1000) / 1000.0 * (mobility.Speed.Max - mobility.Speed.Min));
                double distance = Math.Sqrt(((to.X - way[^1].Place.X) * (to.X - way[^1].Place.X)) + ((to.Y - way[^1].Place.Y) * (to.Y - way[^1].Place.Y)));
                way.Add(new(way[^1].At + TimeSpan.FromSeconds(distance / speed), to));
            }

            tracks.Add(new Track(way));
        }

        return new Movement(scenario.Duration, tracks);
    }

    private sealed class Plain(Bounds delay, MeshRandom random) : IMedium
    {
        public double AirtimeSeconds => 0;

        public MeshInstant Carry(int from, int to, int bytes, MeshInstant now) => now + random.NextTime(TimeSpan.FromSeconds(delay.Min), TimeSpan.FromSeconds(delay.Max));
    }
}
