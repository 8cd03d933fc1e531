namespace Mesh.Tests.Architecture;

/// <summary>The scanner that the other rules rest on.</summary>
public sealed class SourceScannerTests
{
    private const string Quotes = "\"\"\"";

    [Theory]
    [InlineData("a(); // b()", "a();       ")]
    [InlineData("a /* b */ c", "a         c")]
    [InlineData("f(\"x } \\\" y\") + 1", "f(          ) + 1")]
    [InlineData("f(@\"x \\\" + 1", "f(       + 1")]
    [InlineData("f('\"') + 1", "f(   ) + 1")]
    [InlineData("f('\\'') + 1", "f(    ) + 1")]
    [InlineData("f($\"a {b.C(\"d\")} e\") + 1", "f(     b.C(   )    ) + 1")]
    [InlineData("f($\"a {{b}} {c}\") + 1", "f(           c  ) + 1")]
    [InlineData("f(\"\") + 1", "f(  ) + 1")]
    [InlineData("@class = 1", "@class = 1")]
    public void Comments_and_literals_are_blanked_and_columns_stay(string text, string code)
    {
        Assert.Equal(code, CodeBlanker.Blank(text));
    }

    [Fact]
    public void Raw_strings_are_blanked_and_their_holes_are_code()
    {
        string text = $"a = ${Quotes}x {{b}} \"y\" {Quotes}; c";

        Assert.Equal("a =        b         ; c", CodeBlanker.Blank(text));
    }

    [Fact]
    public void Members_are_found_with_their_lines_and_tables_are_not()
    {
        const string Code = """
            namespace N;

            internal sealed class C<T>(int a) : B where T : class
            {
                private static readonly int[] Table =
                [
                    1,
                    2,
                ];

                private readonly Func<int> _f = () =>
                {
                    return 1;
                };

                [Fact]
                public void M()
                {
                    if (x) { y(); }
                }

                public int P { get; } = 5;

                public int E => x switch
                {
                    1 => 2,
                    _ => 3,
                };

                public static bool operator ==(C<T> l, C<T> r) => true;

                public abstract void N();

                private enum K
                {
                    A = 1,
                }
            }
            """;

        IReadOnlyList<SourceMember> members = MemberScanner.Scan(Code);

        Assert.Equal(
            [("public void M()", 17, 4), ("public int E => x switch", 24, 5), ("public static bool operator ==(C<T> l, C<T> r) => true", 30, 1)],
            members.Select(member => (member.Header, member.Line, member.Lines)));
    }
}
