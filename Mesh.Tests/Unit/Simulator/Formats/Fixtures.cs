using System.Buffers.Binary;
using System.Text;
using Mesh.Simulator.Formats;
using Mesh.Tests.Unit.Simulator.Fieldlogs;

namespace Mesh.Tests.Unit.Simulator.Formats;

/// <summary>A small good file of every format.</summary>
internal static class Fixtures
{
    public const string OneContacts = """
        # two scouts and a visitor
        0 CONN 0 1 up
        5.5 C M1 0 2 1k
        10	CONN	1	2	up
        12 S M1 0 1
        13 DE M1 0 1
        14 A M1 1 2
        15 DR M1 0
        16 R * 1
        20 CONN 1 0 down
        30 CONN p1 p2 DOWN

        """;

    public const string OneMovement = """
        100 130 10 50 20 60
        100 0 10 20
        100 1 50 60
        110 0 20 20
        110 1 50 50
        130 0 40 20 5
        130 1 50 30

        """;

    public const string Ns2 = """
        # three cars
        $node_(0) set X_ 0
        $node_(0) set Y_ 0
        $ns_ at 1.0 "$node_(0) setdest 10 0 1e0" ;# east
        $ns_ at 6 "$node_(0) setdest 5 10 2.0"
        $node_(1) set X_ 100.5
        $node_(1) set Y_ -3
        $node_(1) set Z_ 7
        $ns at 2 " $node_(1) switch ON "
        $ns_ at 20 "$node_(1) switch OFF"
        $ns_ at 4 "$node_(2) setdest 1 2 3 1.5"
        $ns_ at 9 "$node_(2) set X_ 50"
        $ns_ at 9 "$node_(2) setdest 50 2 3 0.0"

        """;

    public const string BonnMotion = """
        #3D
        0 0 0 0 10.00000025 20 0 5
        0 100 0 1 5 100 50 1 20 50 50 2

        """;

    public const string Haggle = """
        1	2	100	130	1	0
        2	1	110	150	1	0
        1	3	200	200	1	0
        3	1	400	460	1	0
        2	9	100	900	1	0

        """;

    public const string SocioPatterns = """
        40 1001 1002
        60 1002 1001 A B
        60 1003 1001
        140	1001	1002

        """;

    public const string Adyton = """
        0	1	5	10
        1	2	7.5	20

        """;

    public const string Nccu = """
        3 7 1400000000000 1400000005000
        7 9 1400000002500 1400000009000

        """;

    public const string Upb = """
        1,16,1334127549000,96000
        16,32,1334127550000,1000,BT

        """;

    public const string Contacts = """
        {"nodes":3,"contacts":[[0,1,0,10.5],[2,1,5,20.000001]],"durationSeconds":20.000001}
        """;

    public const string MeshnetLab = """
        {
          "nodes": [{"id": 1, "x": 0, "y": 0}, {"id": 2, "x": 30, "y": 40.5, "name": "roof"}, {"id": 10}],
          "links": [
            {"source": 1, "target": 2, "source_tq": 0.9, "target_tq": 0.5, "type": "wifi"},
            {"source": "2", "target": 10, "type": "vpn"}
          ]
        }
        """;

    public const string GraphMl = """
        <?xml version="1.0"?>
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
          <key id="d0" for="node" attr.name="x" attr.type="double"/>
          <key id="d1" for="node" attr.name="y" attr.type="double"/>
          <key id="d2" for="edge" attr.name="weight" attr.type="double"/>
          <graph edgedefault="directed">
            <node id="a"><data key="d0">1.5</data><data key="d1">-2</data></node>
            <node id="b"/>
            <edge source="a" target="b"><data key="d2">0.25</data></edge>
            <edge source="b" target="a"><data key="d2">0.75</data></edge>
          </graph>
        </graphml>
        """;

    public const string EdgeList = """
        % a triangle
        1 2 0.5
        2 3
        3 1 17
        3 3

        """;

    public const string Csv = """
        id,t,x,y,z,remark
        a,0,0,0,0,start
        a,10,10,0,5,
        "b",5,1.5,-2,0,alone

        """;

    public const string GlobeCsv = """
        t;id;lat;lon;alt
        2022-06-10T19:53:22Z;a;50.0;8.0;100
        2022-06-10T19:53:23Z;a;50.001;8.001;101

        """;

    public const string Gpx = """
        <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
          <trk><name>kite</name><trkseg>
            <trkpt lat="50.0" lon="8.0"><ele>12.5</ele><time>2022-06-10T19:53:22Z</time></trkpt>
            <trkpt lat="50.001" lon="8.0"><time>2022-06-10T19:53:32.5Z</time></trkpt>
          </trkseg></trk>
        </gpx>
        """;

    public const string Aerpaw = """
        1,-78.6961956,35.7273752,0.045,50.286,99,2022-06-10 19:53:22.033180,5,12
        2,-78.6951956,35.7283752,10.5,50.283,99,2022-06-10 19:53:23.034142,5,12

        """;

    public const string Sigcomm = """
        # Format: msg_id;user_id;created;type;dst
        1;1;91696;B;-1
        2;3;93644;U;1
        3;4;93000;M;7

        """;

    /// <summary>A file of each format.</summary>
    public static IReadOnlyList<(string Format, string Name, byte[] Bytes)> All { get; } =
    [
        ("one-contacts", "a.txt", Utf8(OneContacts)),
        ("one-movement", "a.txt", Utf8(OneMovement)),
        ("ns2", "a.txt", Utf8(Ns2)),
        ("bonnmotion", "a.movements", Utf8(BonnMotion)),
        ("haggle", "a.dat", Utf8(Haggle)),
        ("sociopatterns", "a.dat", Utf8(SocioPatterns)),
        ("adyton", "a.txt", Utf8(Adyton)),
        ("nccu", "a.txt", Utf8(Nccu)),
        ("upb", "a.txt", Utf8(Upb)),
        ("contacts", "a.json", Utf8(Contacts)),
        ("meshnet-lab", "a.json", Utf8(MeshnetLab)),
        ("graphml", "a.xml", Utf8(GraphMl)),
        ("edge-list", "a.txt", Utf8(EdgeList)),
        ("csv", "a.csv", Utf8(Csv)),
        ("csv", "a.csv", Utf8(GlobeCsv)),
        ("gpx", "a.xml", Utf8(Gpx)),
        ("aerpaw", "a.txt", Utf8(Aerpaw)),
        ("tlog", "a.bin", Tlog()),
        ("ulog", "a.bin", Ulog()),
        ("sigcomm09", "a.csv", Utf8(Sigcomm)),
        ("fieldlog", "a.jsonl", Utf8(Fieldlog)),
    ];

    /// <summary>Two recordings of nodes that met, as one file.</summary>
    private static string Fieldlog =>
        new WrittenFieldlog("anna").Up(1, "bert").Wrote(2, "m1").Heard(3, "m2", "bert").Line(3, "\"event\":\"round-trip\",\"peer\":\"bert\",\"microseconds\":1500").Down(9, "bert").End(10).Text
        + new WrittenFieldlog("bert", skew: 60).Up(1, "anna").Heard(2.01m, "m1", "anna").Wrote(3, "m2").Line(4, "\"event\":\"gap\",\"events\":3").Down(9, "anna").Text;

    public static Imported Read(string format, string text) => FormatCatalogue.Read([FormatSource.OfText("file.txt", text)], "file.txt", format);

    public static Imported Read(string format, byte[] bytes) => FormatCatalogue.Read([FormatSource.OfBytes("file.bin", bytes)], "file.bin", format);

    /// <summary>Two systems: 1 writes version 1 frames, 2 version 2 frames, with a heartbeat between them.</summary>
    public static byte[] Tlog() =>
    [
        .. MavlinkFrames.Position(1_654_890_802_000_000, 1, isVersion2: false, 500_000_000, 80_000_000, 100_000),
        .. MavlinkFrames.Heartbeat(1_654_890_802_100_000, 1),
        .. MavlinkFrames.Position(1_654_890_802_500_000, 2, isVersion2: true, 500_010_000, 80_000_000, 0),
        .. MavlinkFrames.Position(1_654_890_803_000_000, 1, isVersion2: false, 500_000_000, 80_010_000, 101_500),
    ];

    /// <summary>A flight with two global positions and a topic that nobody asks for.</summary>
    public static byte[] Ulog()
    {
        List<byte> log = [0x55, 0x4C, 0x6F, 0x67, 0x01, 0x12, 0x35, 0x01, .. new byte[8]];
        Add(log, 'B', new byte[40]);
        Add(log, 'F', Utf8("inner:float a;uint8_t[3] b;"));
        Add(log, 'F', Utf8("vehicle_global_position:uint64_t timestamp;inner[2] pad;double lat;double lon;float alt;uint8_t[4] _padding0;"));
        Add(log, 'F', Utf8("battery:uint64_t timestamp;float voltage;"));
        Add(log, 'A', [0, 3, 0, .. Utf8("vehicle_global_position")]);
        Add(log, 'A', [0, 4, 0, .. Utf8("battery")]);
        Add(log, 'D', UlogPosition(3, 5_000_000, 50, 8, 100));
        Add(log, 'D', [4, 0, .. new byte[12]]);
        Add(log, 'D', UlogPosition(3, 6_000_000, 50.001, 8.001, 110));
        return [.. log];
    }

    private static byte[] UlogPosition(ushort id, ulong time, double latitude, double longitude, float altitude)
    {
        byte[] body = new byte[2 + 8 + 14 + 8 + 8 + 4];
        BinaryPrimitives.WriteUInt16LittleEndian(body, id);
        BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(2), time);
        BinaryPrimitives.WriteDoubleLittleEndian(body.AsSpan(24), latitude);
        BinaryPrimitives.WriteDoubleLittleEndian(body.AsSpan(32), longitude);
        BinaryPrimitives.WriteSingleLittleEndian(body.AsSpan(40), altitude);
        return body;
    }

    private static void Add(List<byte> log, char kind, byte[] body)
    {
        log.Add((byte)body.Length);
        log.Add((byte)(body.Length >> 8));
        log.Add((byte)kind);
        log.AddRange(body);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
