namespace Mesh.Tests.Integration.Laboratory;

/// <summary>What the laboratory needs from the machine. Where it is missing, the test is skipped and says why.</summary>
internal static class LabRequirements
{
    /// <summary>Tests that need namespaces carry the trait <c>needs=namespaces</c>.</summary>
    public const string Needs = "needs";

    public const string Namespaces = "namespaces";

    /// <summary>Skips the test unless a laboratory can be built here.</summary>
    public static async Task DemandAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The laboratory needs the network namespaces of Linux.");
        }

        if (NativeCalls.EffectiveUser() != 0)
        {
            Assert.Skip("The laboratory needs root, to make network namespaces.");
        }

        DemandProgram("ip", "iproute2");
        DemandProgram("nft", "nftables");
        string probe = LabName.Draw(DateTimeOffset.UtcNow) + "-probe";
        (int code, _, string error) = await LabCommand.TryAsync("ip", ["netns", "add", probe]);
        if (code != 0)
        {
            Assert.Skip($"The laboratory cannot make a network namespace here: {error.Trim()}");
        }

        (code, _, error) = await LabCommand.TryAsync(
            "ip", ["netns", "exec", probe, LabCommand.Find("nft")!, "-c", "-f", "-"], Air.Foundation);
        await NetworkNamespace.RemoveAsync([probe]);
        if (code != 0)
        {
            Assert.Skip($"The laboratory needs nftables for bridges in this kernel: {error.Trim()}");
        }
    }

    /// <summary>Skips the test unless the program is installed; names the Debian package that has it.</summary>
    public static void DemandProgram(string program, string package)
    {
        if (LabCommand.Find(program) is null)
        {
            Assert.Skip($"`{program}` is not installed (Debian package {package}).");
        }
    }
}
