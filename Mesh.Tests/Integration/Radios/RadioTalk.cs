using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Radios;

/// <summary>What tests with radios wait for among people who chat.</summary>
internal static class RadioTalk
{
    /// <summary>Waits until both have a link to the other.</summary>
    public static Task LinkedAsync(MeshHost one, MeshHost other) =>
        Task.WhenAll(one.WaitForLinkToAsync(other, RadioAir.Patience), other.WaitForLinkToAsync(one, RadioAir.Patience));

    /// <summary>Waits until the others show the author's line, each once, and returns their lines.</summary>
    public static async Task<LabLine[]> ShownAsync(MeshHost author, string text, params IReadOnlyList<MeshHost> others)
    {
        LabLine[] shown = await Task.WhenAll(others.Select(other => other.WaitForMessageAsync(text, RadioAir.Patience)));
        Assert.All(shown, line => Assert.Equal(author.Peer, line.Field("peer")));
        Assert.All(others, other => Assert.Equal(1, other.TimesShown(text)));
        return shown;
    }

    /// <summary>Says a line and waits until the others show it.</summary>
    public static async Task<LabLine[]> SayAsync(MeshHost author, string text, params IReadOnlyList<MeshHost> others)
    {
        await author.SayAsync(text);
        return await ShownAsync(author, text, others);
    }

    /// <summary>Waits for the word of <c>mesh wifi</c> that it is in a group, or no more.</summary>
    public static Task<LabLine> GroupAsync(LabProcess wifi, bool isIn = true, int mark = 0) => wifi.WaitForAsync(
        isIn ? "that it is in a group" : "that its group is over",
        line => line.Event == "wifi-group" && line.Field("in") == (isIn ? "true" : "false"), RadioAir.Patience, mark);
}
