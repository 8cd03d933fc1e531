using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World.Radio;
using Mesh.Tests.Unit.Simulator.Scenarios;

namespace Mesh.Tests.Unit.Simulator.World.Radio;

public sealed class RadioPresetTests
{
    [Theory]
    [InlineData("wifi-direct-11n", "WifiDirect11n")]
    [InlineData("adhoc-11g", "Adhoc11g")]
    [InlineData("lan", "Lan")]
    [InlineData("uav-5.8GHz", "Uav5800MHz")]
    public void A_preset_fills_the_radio(string name, string preset)
    {
        RadioSpec radio = Files.One($"{Files.Small}radio:\n  preset: {name}\n").Radio;
        RadioSpec expected = RadioPresets.Of(Enum.Parse<RadioPreset>(preset));

        Assert.Equal(expected.Preset, radio.Preset);
        Assert.Equal(expected with { Rates = [] }, radio with { Rates = [] });
        Assert.Equal(expected.Rates, radio.Rates);
    }

    [Fact]
    public void Keys_of_the_file_change_a_preset()
    {
        RadioSpec radio = Files.One($"{Files.Small}radio:\n  loss: 0\n  preset: wifi-direct-11n\n  range: 250m\n").Radio;

        Assert.Equal(0, radio.Loss);
        Assert.Equal(250, radio.Range);
        Assert.Equal(WifiStandard.N, radio.Wifi);
    }

    [Fact]
    public void A_written_preset_reads_back_the_same()
    {
        Scenario scenario = Files.One($"{Files.Small}radio:\n  loss: 0\n  preset: uav-5.8GHz\n  shadowing: 5 dB\n");
        Scenario again = Files.One(ScenarioWriter.Write(scenario));

        Assert.Equal(scenario.Radio with { Rates = [] }, again.Radio with { Rates = [] });
        Assert.Equal(scenario.Radio.Rates, again.Radio.Rates);
    }

    [Theory]
    [InlineData("WifiDirect11n")]
    [InlineData("Adhoc11g")]
    [InlineData("Uav5800MHz")]
    public void Rates_of_a_preset_fall_with_the_distance_to_its_range(string preset)
    {
        RadioSpec radio = RadioPresets.Of(Enum.Parse<RadioPreset>(preset));

        Assert.Equal(radio.Rates.OrderBy(step => step.Within), radio.Rates);
        Assert.Equal(radio.Rates.OrderByDescending(step => step.Rate), radio.Rates);
        Assert.Equal(new LinkBudget(radio, new MeshRandom(1)).Median, radio.Rates[^1].Within, radio.Rates[^1].Within * 0.01);
    }
}
