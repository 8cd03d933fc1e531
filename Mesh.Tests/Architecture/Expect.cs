namespace Mesh.Tests.Architecture;

/// <summary>Fails with every fault at once, so that one run tells all there is to mend.</summary>
internal static class Expect
{
    public static void None(IEnumerable<string> faults, string rule)
    {
        string[] distinct = [.. faults.Distinct().Order(StringComparer.Ordinal)];
        if (distinct.Length > 0)
        {
            Assert.Fail($"{distinct.Length} against the rule: {rule}.\n  {string.Join("\n  ", distinct)}");
        }
    }
}
