using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Judgement;

/// <summary>Makes a failing scenario smaller step by step, as long as it still fails in the same way (delta debugging, Zeller and Hildebrandt 2002).</summary>
/// <param name="fails">Whether a scenario still fails in the same way.</param>
/// <param name="runsMax">How many runs it may take.</param>
internal sealed class Shrinker(Func<Scenario, bool> fails, int runsMax)
{
    private readonly HashSet<string> _tried = [];

    /// <summary>Runs that it took.</summary>
    public int Runs { get; private set; }

    /// <summary>The smallest scenario found that still fails.</summary>
    /// <param name="failing">One that fails.</param>
    /// <param name="smaller">Is told each smaller one.</param>
    public Scenario Shrink(Scenario failing, Action<Scenario> smaller)
    {
        // What options and the matrix had set is in the values now.
        Scenario best = failing with { Changes = [] };
        while (Runs < runsMax && Next(best) is { } found)
        {
            best = found;
            smaller(best);
        }

        return best;
    }

    private Scenario? Next(Scenario best)
    {
        foreach (Scenario candidate in ShrinkSteps.Of(best))
        {
            if (Runs >= runsMax)
            {
                return null;
            }

            if (IsSound(candidate) && Fails(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private bool Fails(Scenario candidate)
    {
        Runs++;
        return fails(candidate);
    }

    /// <summary>Whether it was not tried before and a file of it can be read: nothing is found that cannot be written down.</summary>
    private bool IsSound(Scenario candidate)
    {
        string text = ScenarioWriter.Write(candidate);
        if (!_tried.Add(text))
        {
            return false;
        }

        try
        {
            // Nobody asks whether the protocols are known: they ran.
            return new ScenarioReader([], _ => null).ReadText(text, "shrunk.yaml", "shrunk.yaml", []).Count == 1;
        }
        catch (ScenarioException)
        {
            return false;
        }
    }
}
