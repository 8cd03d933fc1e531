using Mesh.Simulator.Formats;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Formats;

public sealed class MovementFormatTests
{
    [Fact]
    public void One_movement_begins_at_its_minima()
    {
        Imported read = Fixtures.Read("one-movement", Fixtures.OneMovement);

        Assert.Equal(TimeSpan.FromSeconds(30), read.Movement!.Duration);
        Assert.Equal(new Position(0, 0), read.Movement.Tracks[0].At(At(0)));
        Assert.Equal(new Position(20, 0, 2.5), read.Movement.Tracks[0].At(At(20)));
        Assert.Equal(new Position(40, 20), read.Movement.Tracks[1].At(At(20)));
    }

    [Fact]
    public void One_movement_may_be_unsorted_doubled_and_have_a_jump()
    {
        Imported read = Fixtures.Read("one-movement", "0 40 0 9000 0 10\n30 0 30 0\n0 0 0 0\n10 0 10 0\n10 0 11 0\n20 0 8888 0\n40 0 40 0\n");

        Assert.Equal([0, 10, 30, 40], read.Movement!.Tracks[0].Waypoints.Select(waypoint => waypoint.Place.X));
        Assert.Equal(new Position(20, 0), read.Movement.Tracks[0].At(At(20)));
    }

    [Fact]
    public void Ns2_cuts_a_leg_when_the_next_command_comes()
    {
        Track track = Fixtures.Read("ns2", Fixtures.Ns2).Movement!.Tracks[0];

        Assert.Equal(new Position(0, 0), track.At(At(1)));
        Assert.Equal(new Position(5, 0), track.At(At(6)));
        Assert.Equal(new Position(5, 8), track.At(At(10)));
        Assert.Equal(new Position(5, 10), track.At(At(60)));
    }

    [Fact]
    public void Ns2_switches_make_a_node_enter_and_leave()
    {
        Imported read = Fixtures.Read("ns2", Fixtures.Ns2);

        Assert.Empty(read.Movement!.Tracks[0].Active);
        Assert.Equal([new ActiveSpan(At(2), At(20))], read.Movement.Tracks[1].Active);
        Assert.Equal(new Position(100.5, -3, 7), read.Movement.Tracks[1].At(At(0)));
        Assert.Equal(At(20), read.Until);
    }

    [Fact]
    public void Ns2_node_that_first_leaves_was_there_from_the_start()
    {
        Imported read = Fixtures.Read("ns2", "$ns_ at 3 \"$node_(0) switch OFF\"\n$ns_ at 5 \"$node_(0) switch ON\"\n$ns_ at 9 \"$node_(0) setdest 1 1 0\"");

        Assert.Equal([new ActiveSpan(At(0), At(3)), new ActiveSpan(At(5), At(9))], read.Movement!.Tracks[0].Active);
    }

    [Fact]
    public void Ns2_set_and_very_fast_legs_are_jumps()
    {
        Track jumping = Fixtures.Read("ns2", Fixtures.Ns2).Movement!.Tracks[2];
        Track thrown = Fixtures.Read("ns2", "$ns_ at 4 \"$node_(0) setdest 100 100 1000000000.0\" ;# T_max_OFF\n").Movement!.Tracks[0];

        Assert.Equal(50, jumping.At(At(9)).X);
        Assert.NotEqual(50, jumping.At(At(8.999999)).X);
        Assert.Equal(new Position(0, 0), thrown.At(At(3.999999)));
        Assert.Equal(new Position(100, 100), thrown.At(At(4)));
    }

    [Fact]
    public void BonnMotion_stands_still_after_the_last_waypoint_and_keeps_its_lines()
    {
        Imported read = Fixtures.Read("bonnmotion", Fixtures.BonnMotion);

        Assert.Equal(At(20), read.Until);
        Assert.Equal(new Position(20, 0, 5), read.Movement!.Tracks[0].At(At(20)));
        Assert.Equal(0.25, read.Movement.Tracks[0].Waypoints[1].Remainder, 1e-6);
        Assert.Equal(10, read.Movement.Tracks[0].At(At(5)).X, 1e-6);
        Assert.Equal(new Position(75, 50, 1.5), read.Movement.Tracks[1].At(At(12.5)));
    }

    [Fact]
    public void Csv_takes_columns_in_any_order_and_reads_past_others()
    {
        Imported read = Fixtures.Read("csv", Fixtures.Csv);

        Assert.Equal(["a", "b"], read.Names);
        Assert.Equal(new Position(5, 0, 2.5), read.Movement!.Tracks[0].At(At(5)));
        Assert.Equal(new Position(1.5, -2), read.Movement.Tracks[1].At(At(0)));
    }

    [Fact]
    public void Degrees_become_metres_from_the_first_sample()
    {
        Imported read = Fixtures.Read("csv", Fixtures.GlobeCsv);

        Assert.Equal(1_654_890_802m, read.Origin);
        Position place = read.Movement!.Tracks[0].At(At(1));
        Assert.Equal(0.001 * 111_320 * Math.Cos(50 * Math.PI / 180), place.X, 1e-6);
        Assert.Equal(110.54, place.Y, 1e-6);
        Assert.Equal(101, place.Z);
    }

    [Fact]
    public void Gpx_tracks_are_nodes_with_names()
    {
        Imported read = Fixtures.Read("gpx", Fixtures.Gpx);

        Assert.Equal(["kite"], read.Names);
        Assert.Equal(TimeSpan.FromSeconds(10.5), read.Movement!.Duration);
        Assert.Equal(12.5, read.Movement.Tracks[0].At(At(0)).Z);
    }

    [Fact]
    public void Flights_of_different_hours_fly_together()
    {
        string later = Fixtures.Aerpaw.Replace("19:53", "21:07", StringComparison.Ordinal).Replace("35.7273752", "35.7373752", StringComparison.Ordinal);
        Imported read = FormatCatalogue.Read([FormatSource.OfText("b.txt", later), FormatSource.OfText("a.txt", Fixtures.Aerpaw)], "b.txt,a.txt", "aerpaw");

        Assert.Equal(["a", "b"], read.Names);
        Assert.Equal(TimeSpan.FromSeconds(1.000962), read.Movement!.Duration);
        Assert.Equal(-0.01 * 110_540, read.Movement.Tracks[0].At(At(0)).Y, 1e-6);
        Assert.Equal(new Position(0, 0, 0.045), read.Movement.Tracks[1].At(At(0)));
    }

    [Fact]
    public void Mavlink_systems_are_nodes_and_other_messages_are_read_past()
    {
        Imported read = Fixtures.Read("tlog", Fixtures.Tlog());

        Assert.Equal(["1", "2"], read.Names);
        Assert.Equal(TimeSpan.FromSeconds(1), read.Movement!.Duration);
        Assert.Equal(new Position(0, 0, 100), read.Movement.Tracks[0].At(At(0)));
        Assert.Equal(101.5, read.Movement.Tracks[0].At(At(1)).Z);
        Assert.Equal(0.001 * 110_540, read.Movement.Tracks[1].At(At(0)).Y, 1e-6);
    }

    /// <summary>The same four frames as another program, the npm package node-mavlink, wrote them.</summary>
    [Fact]
    public void Mavlink_fixture_is_what_another_program_writes()
    {
        const string Written =
            "0005E11D4A653080FE1C07010121D20400000065CD1D00B4C404A0860100000000000000" +
            "000000000000BD890005E11D4A66B720FD090000070101000000000000000203510403A4" +
            "AC0005E11D4A6CD1A0FD0C0000070201210000D2040000108CCD1D00B4C4049A220005E1" +
            "1D4A7472C0FE1C07010121D20400000065CD1D10DBC4047C8C0100000000000000000000" +
            "000000799C";

        Assert.Equal(Written, Convert.ToHexString(Fixtures.Tlog()));
    }

    [Fact]
    public void Mavlink_frame_that_is_cut_off_at_the_end_is_left_out()
    {
        byte[] log = Fixtures.Tlog();

        Assert.Equal(TimeSpan.FromSeconds(0.5), Fixtures.Read("tlog", log[..^3]).Movement!.Duration);
    }

    [Fact]
    public void Mavlink_frame_with_a_wrong_checksum_is_told()
    {
        byte[] log = Fixtures.Tlog();
        log[20] ^= 1;

        Assert.Matches("^file\\.bin: byte 42: expected the checksum 0x[0-9A-F]{4}, found 0x[0-9A-F]{4}\\.$", Assert.Throws<FormatFault>(() => Fixtures.Read("tlog", log)).Message);
    }

    [Fact]
    public void Ulog_positions_are_found_through_its_formats()
    {
        Imported read = Fixtures.Read("ulog", Fixtures.Ulog());

        Assert.Equal((At(5), At(6)), (read.From, read.Until));
        Assert.Equal(new Position(0, 0, 100), read.Movement!.Tracks[0].At(At(5)));
        Assert.Equal(110, read.Movement.Tracks[0].At(At(6)).Z);
    }

    [Theory]
    [InlineData("ns2", "$node_(0) set X_ 1\n$ns_ at 2.0 \"$node_(0) setdest 1 fast 3\"\n", "file.txt:2:34: expected a coordinate in metres, found 'fast'.")]
    [InlineData("ns2", "$node_(0) jump\n", "file.txt:1:11: expected set, found 'jump'.")]
    [InlineData("ns2", "$node_(0) set W_ 1\n", "file.txt:1:15: expected X_, Y_ or Z_, found 'W_'.")]
    [InlineData("ns2", "$ns_ at 1 \"$node_(0) setdest 1 2 -3\"\n", "file.txt:1:34: expected a speed in m/s, not negative, found '-3'.")]
    [InlineData("bonnmotion", "0 1 2 5 1\n", "file.txt:1:10: expected y in metres, found nothing.")]
    [InlineData("bonnmotion", "5 1 2 4 1 2\n", "file.txt:1:7: expected a time that is not before 0 or the last one, found '4'.")]
    [InlineData("one-movement", "0 10 0 5 0\n", "file.txt:1:11: expected maxY in metres, found nothing.")]
    [InlineData("csv", "id,x,y\n", "file.txt:1:1: expected a header 'id,t,x,y[,z]' or 'id,t,lat,lon[,alt]', found 'id,x,y'.")]
    [InlineData("csv", "id,t,lat,lon\na,0,91,5\n", "file.txt:2:5: expected a latitude from -90 to 90, found '91'.")]
    [InlineData("csv", "id,t,x,y\na,0,NaN,5\n", "file.txt:2:5: expected x in metres, found 'NaN'.")]
    [InlineData("aerpaw", "1,-78.6,35.7,0.1,50,99,yesterday,5,12\n", "file.txt:1:24: expected a time such as 2022-06-10 19:53:22.033180, found 'yesterday'.")]
    [InlineData("gpx", "<gpx><trk><trkseg>\n<trkpt lat='1' lon='2'></trkpt></trkseg></trk></gpx>", "file.txt:2:26: expected a point with <time>, found 'trkpt'.")]
    [InlineData("tlog", "abcdefghijkl", "file.txt: byte 8: expected a MAVLink frame, 0xFD or 0xFE, found 0x69.")]
    [InlineData("ulog", "abcdefghijkl", "file.txt: byte 0: expected the header of a PX4 log, 55 4C 6F 67 01 12 35, found something else.")]
    public void A_fault_is_told_with_its_place_and_what_was_expected(string format, string text, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatFault>(() => Fixtures.Read(format, text)).Message);
    }

    private static MeshInstant At(double seconds) => new((long)Math.Round(seconds * 1_000_000));
}
