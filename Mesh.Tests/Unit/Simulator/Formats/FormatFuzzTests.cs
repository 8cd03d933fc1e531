using Mesh.Simulator.Formats;

namespace Mesh.Tests.Unit.Simulator.Formats;

/// <summary>Whatever a file holds, reading it gives contents or a fault in one line, soon.</summary>
public sealed class FormatFuzzTests
{
    private const int Rounds = 300;

    private static readonly string[] Odd = ["", "0", "-1", "1e308", "NaN", "99999999999999999999", "1e-300", "\n", "\r\n", "\t", ",", ";", "\"", "\0", "é\uD83D", "<", "{", "[[", "#3D\n", "$node_(0)", "$ns_ at 1", "up", "-0.0", "1000000000"];

    public static TheoryData<int> Files => [.. Enumerable.Range(0, Fixtures.All.Count)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Damaged_files_give_a_fault_in_one_line_or_contents_that_hold_together(int index)
    {
        (string format, string name, byte[] good) = Fixtures.All[index];
        MeshRandom random = new MeshRandom(20_261_121).Split(FormattableString.Invariant($"{format} {index}"));
        int faults = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bad = Damage(good, random);
            try
            {
                Imported read = FormatCatalogue.Read([FormatSource.OfBytes(name, bad)], name, format);
                Check(read);
            }
            catch (FormatFault fault)
            {
                faults++;
                Assert.StartsWith(name + ":", fault.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', fault.Message);
                Assert.DoesNotContain('\0', fault.Message);
            }
        }

        Assert.InRange(faults, Rounds / 20, Rounds);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Any_file_read_as_any_format_gives_a_fault_or_contents(int index)
    {
        foreach (FormatEntry entry in FormatCatalogue.All)
        {
            try
            {
                Check(FormatCatalogue.Read([FormatSource.OfBytes("x", Fixtures.All[index].Bytes)], "x", entry.Name));
            }
            catch (FormatFault fault)
            {
                Assert.StartsWith("x:", fault.Message, StringComparison.Ordinal);
            }
        }
    }

    private static byte[] Damage(byte[] good, MeshRandom random)
    {
        List<byte> bytes = [.. good];
        for (int i = random.Next(4); i >= 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(1 + random.Next(12), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, System.Text.Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)]));
                    break;
                default:
                    bytes.RemoveRange(at, random.Chance(1, 8) ? bytes.Count - at : length / 2);
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Check(Imported read)
    {
        Assert.True(read.Nodes > 0);
        Assert.True(read.From <= read.Until);
        Assert.True(read.From >= MeshInstant.Zero);
        Assert.Equal(read.Nodes, read.Names.Distinct().Count());
        Assert.All(read.Messages, message => Assert.InRange(message.From, 0, read.Nodes - 1));
        if (read.Movement is { } movement)
        {
            Assert.Equal(read.Nodes, movement.Tracks.Count);
            Assert.All(movement.Tracks, track => Assert.True(double.IsFinite(track.At(read.Until).X + track.At(read.Until).Y + track.At(read.Until).Z)));
        }

        if (read.Contacts is { } contacts)
        {
            Assert.All(contacts.Contacts, contact => Assert.True(contact.Up <= contact.Down && contact.Down <= read.Until));
        }
    }
}
