using System.Diagnostics;
using System.Globalization;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Radios;

/// <summary>What two people see who have two laptops and no network; for a person to read.</summary>
[Collection(RadioCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class TranscriptTests(RadioAir air)
{
    [Fact(Explicit = true)]
    public async Task Two_laptops_go_from_no_network_to_a_chat()
    {
        RadioLaptop[] laptops = await air.ResetAsync(2);
        List<(string Prompt, long Typed, LabProcess Process)> typed = [];
        LabProcess Type(RadioLaptop laptop, params string[] words)
        {
            string[] hidden = words[0] == "wifi" ? ["--wpa-socket", laptop.Control.Path] : [];
            long moment = Stopwatch.GetTimestamp();
            LabProcess process = laptop.Start([.. words, .. hidden]);
            typed.Add(($"{laptop}$ mesh {string.Join(' ', words)}", moment, process));
            return process;
        }

        LabProcess host = Type(laptops[0], "wifi", "host", "Ada");
        LabProcess join = Type(laptops[1], "wifi", "join");
        LabProcess ada = Type(laptops[0], "--name", "Ada");
        LabProcess ben = Type(laptops[1], "--name", "Ben");
        Assert.Equal(0, await join.WaitForExitAsync(RadioAir.Patience));
        await ben.TypeAsync("Can you read this?");
        await ada.WaitForAsync("Ben's line", line => line.Text.Contains("Can you read this?", StringComparison.Ordinal), RadioAir.Patience);
        await ada.TypeAsync("Yes, without any router.");
        await ben.WaitForAsync("Ada's line", line => line.Text.Contains("without any router", StringComparison.Ordinal), RadioAir.Patience);
        host.Interrupt();
        await host.WaitForExitAsync(RadioAir.Patience);

        long begun = typed[0].Typed;
        IEnumerable<(long Moment, string Text)> prompts = typed.Select(one => (one.Typed, one.Prompt));
        IEnumerable<(long Moment, string Text)> lines = typed.SelectMany(one => one.Process.Output.Since().Concat(one.Process.Errors.Since()), (one, line) =>
            (line.Timestamp, $"{one.Prompt.Split('$')[0]}: {line.Text}"));
        foreach ((long moment, string text) in prompts.Concat(lines).OrderBy(one => one.Moment))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begun, moment).TotalSeconds,5:0.0} s  {text}"));
        }
    }
}
