using Mesh.Simulator.World;
using Mesh.Simulator.World.Mobility;

namespace Mesh.Tests.Unit.Simulator.World.Mobility;

public sealed class MobilityBuilderTests
{
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(20);

    public static TheoryData<string> Moving => new(Enum.GetNames<MobilityKind>().Where(name => name != nameof(MobilityKind.Static)));

    public static TheoryData<string> Single => new(Enum.GetNames<MobilityKind>().Where(name => name is not (nameof(MobilityKind.Rpgm) or nameof(MobilityKind.Leader) or nameof(MobilityKind.Racetrack))));

    [Theory]
    [MemberData(nameof(Moving))]
    public void Nodes_stay_in_the_area(string kind)
    {
        foreach (Track track in Draw(kind, 12, 1).Tracks)
        {
            Assert.All(track.Waypoints, point =>
            {
                Assert.InRange(point.Place.X, -0.001, 1500.001);
                Assert.InRange(point.Place.Y, -0.001, 900.001);
                Assert.InRange(point.Place.Z, 20, 120);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Moving))]
    public void Nodes_keep_to_their_speeds(string kind)
    {
        // Members of groups move around the middle of their group on top of its speed.
        double most = kind is nameof(MobilityKind.Rpgm) or nameof(MobilityKind.Leader) ? 20 * 1.5 : 20;
        double metres = 0;
        Movement movement = Draw(kind, 12, 2);
        foreach (Track track in movement.Tracks)
        {
            for (int i = 1; i < track.Waypoints.Count; i++)
            {
                Waypoint from = track.Waypoints[i - 1], to = track.Waypoints[i];
                double seconds = (to.At - from.At).TotalSeconds;
                double length = Distance(from.Place, to.Place);
                metres += length;
                if (seconds > 0.1)
                {
                    Assert.InRange(length / seconds, 0, most + 0.1);
                }
                else
                {
                    Assert.InRange(length, 0, (most * seconds) + 0.01);
                }
            }
        }

        Assert.True(metres > 12 * 1200 * 2, "They hardly move.");
    }

    [Theory]
    [MemberData(nameof(Moving))]
    public void One_seed_draws_one_movement(string kind)
    {
        Assert.Equal(Points(Draw(kind, 12, 3)), Points(Draw(kind, 12, 3)));
        Assert.NotEqual(Points(Draw(kind, 12, 3)), Points(Draw(kind, 12, 4)));
    }

    [Theory]
    [MemberData(nameof(Single))]
    public void Where_nodes_move_singly_more_of_them_change_nobody(string kind) =>
        Assert.Equal(Points(Draw(kind, 5, 5)), Points(Draw(kind, 9, 5)).Take(5));

    [Theory]
    [MemberData(nameof(Moving))]
    public void Tracks_are_as_long_as_asked_for(string kind) =>
        Assert.All(Draw(kind, 6, 6).Tracks, track => Assert.True(track.Waypoints[^1].At >= MeshInstant.Zero + Time));

    [Fact]
    public void On_manhattans_streets_one_coordinate_is_always_a_streets()
    {
        foreach (Track track in Draw(nameof(MobilityKind.Manhattan), 20, 7).Tracks)
        {
            for (double second = 0; second < 1200; second += 3.7)
            {
                Position place = track.At(Second(second));
                Assert.True(IsOn(place.X, 300) || IsOn(place.Y, 180), $"{place} is no street.");
            }
        }

        static bool IsOn(double at, double block) => Math.Abs(at - (Math.Round(at / block) * block)) < 0.002;
    }

    [Fact]
    public void Members_of_a_group_stay_together()
    {
        MobilitySpec spec = Spec(nameof(MobilityKind.Rpgm)) with { GroupChange = 0, GroupSize = 4, GroupRadius = 40 };
        Movement movement = MobilityBuilder.Build(spec, 12, Time, new MeshRandom(8));

        for (double second = 0; second < 1200; second += 11.3)
        {
            for (int node = 0; node < 12; node++)
            {
                Assert.InRange(Distance(movement.Tracks[node].At(Second(second)), movement.Tracks[node / 4 * 4].At(Second(second))), 0, 80.01);
            }
        }
    }

    [Fact]
    public void Who_changes_the_group_comes_to_the_other()
    {
        MobilitySpec spec = Spec(nameof(MobilityKind.Rpgm)) with { GroupChange = 1, GroupSize = 4, GroupRadius = 40 };
        Movement movement = MobilityBuilder.Build(spec, 8, Time, new MeshRandom(8));
        int strayed = 0;
        for (double second = 0; second < 1200; second += 11.3)
        {
            strayed += Distance(movement.Tracks[0].At(Second(second)), movement.Tracks[1].At(Second(second))) > 80.01 ? 1 : 0;
        }

        Assert.True(strayed > 20);
    }

    [Fact]
    public void A_formation_keeps_its_shape()
    {
        Movement movement = Draw(nameof(MobilityKind.Leader), 5, 9);
        for (double second = 0; second < 1200; second += 7.9)
        {
            Position leader = movement.Tracks[0].At(Second(second));
            Position wing = movement.Tracks[1].At(Second(second));
            Assert.Equal(50, Distance(leader, wing), 10.01);
            Assert.Equal(100, Distance(leader, movement.Tracks[3].At(Second(second))), 10.01);
        }
    }

    [Fact]
    public void Relays_share_out_the_row_and_stay_at_their_stations()
    {
        Movement movement = Draw(nameof(MobilityKind.Racetrack), 3, 10);
        for (double second = 0; second < 1200; second += 7.9)
        {
            for (int node = 0; node < 3; node++)
            {
                Assert.InRange(movement.Tracks[node].At(Second(second)).X - ((node + 0.5) * 500), -250.01, 250.01);
            }
        }
    }

    [Theory]
    [InlineData(nameof(MobilityKind.SemiRandomCircular))]
    [InlineData(nameof(MobilityKind.SmoothTurn))]
    [InlineData(nameof(MobilityKind.Paparazzi))]
    public void Curves_are_drawn_finely(string kind)
    {
        // A leg of a curve of 50 m radius at most half a metre off it is at most some 14 m long; straight ways are longer.
        Track track = Draw(kind, 1, 11).Tracks[0];
        double[] lengths = [.. track.Waypoints.Zip(track.Waypoints.Skip(1), (from, to) => Distance(from.Place, to.Place))];
        Assert.True(lengths.Count(length => length is > 0 and < 60) > 50);
        Assert.InRange(Flight.AngleMax(50), 0.1, 0.283);
        Assert.InRange(50 * (1 - Math.Cos(Flight.AngleMax(50) / 2)), 0, 0.5);
        Assert.InRange(1000 * (1 - Math.Cos(Flight.AngleMax(1000) / 2)), 0, 0.5);
    }

    [Fact]
    public void Gauss_markov_remembers_where_it_was_going()
    {
        Assert.True(MeanTurn(0.95) < 0.5 * MeanTurn(0.2));

        static double MeanTurn(double memory)
        {
            MobilitySpec spec = Spec(nameof(MobilityKind.GaussMarkov)) with { Memory = memory, Width = 100_000, Height = 100_000 };
            Track track = MobilityBuilder.Build(spec, 1, Time, new MeshRandom(12)).Tracks[0];
            double[] headings = [.. track.Waypoints.Zip(track.Waypoints.Skip(1), (from, to) => Math.Atan2(to.Place.Y - from.Place.Y, to.Place.X - from.Place.X))];
            return headings.Zip(headings.Skip(1), (one, other) => Math.Abs(Math.IEEERemainder(other - one, 2 * Math.PI))).Average();
        }
    }

    [Fact]
    public void Only_the_model_with_three_dimensions_climbs()
    {
        Assert.True(Heights(nameof(MobilityKind.GaussMarkov3D)) > 50);
        Assert.Equal(1, Heights(nameof(MobilityKind.GaussMarkov)));

        static int Heights(string kind) => Draw(kind, 1, 13).Tracks[0].Waypoints.Select(point => point.Place.Z).Distinct().Count();
    }

    [Fact]
    public void Random_direction_covers_the_area_evenly_at_all_times()
    {
        Movement movement = MobilityBuilder.Build(Spec(nameof(MobilityKind.RandomDirection)), 3000, Time, new MeshRandom(14));
        foreach (double second in new[] { 0.0, 100, 1100 })
        {
            Assert.Equal(0.25, movement.Tracks.Count(track => track.At(Second(second)) is { X: > 375 and < 1125, Y: > 225 and < 675 }) / 3000.0, 0.03);
        }
    }

    private static Movement Draw(string kind, int nodes, ulong seed) => MobilityBuilder.Build(Spec(kind), nodes, Time, new MeshRandom(seed));

    private static MobilitySpec Spec(string kind) => new()
    {
        Kind = Enum.Parse<MobilityKind>(kind),
        Width = 1500,
        Height = 900,
        Speed = new(8, 20),
        Altitude = new(20, 120),
    };

    private static IEnumerable<string> Points(Movement movement) => movement.Tracks.Select(track => string.Join(' ', track.Waypoints));

    private static double Distance(Position p, Position q) =>
        Math.Sqrt(((p.X - q.X) * (p.X - q.X)) + ((p.Y - q.Y) * (p.Y - q.Y)) + ((p.Z - q.Z) * (p.Z - q.Z)));

    private static MeshInstant Second(double second) => new((long)Math.Round(second * 1_000_000));
}
