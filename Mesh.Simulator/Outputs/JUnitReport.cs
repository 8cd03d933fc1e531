using System.Globalization;
using System.Text;
using System.Xml;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Outputs;

/// <summary>JUnit's XML, which every pipeline shows: a suite for each scenario, a test case for each protocol, seed and check.</summary>
internal static class JUnitReport
{
    private const string Whole = "run";

    /// <summary>Writes results.</summary>
    public static string Write(IReadOnlyList<RunResult> results)
    {
        StringBuilder text = new();
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = false };
        using (XmlWriter xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "mesh-sim");
            foreach (IGrouping<string, RunResult> suite in results.GroupBy(result => result.Scenario))
            {
                WriteSuite(xml, suite.Key, [.. suite]);
            }

            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static void WriteSuite(XmlWriter xml, string scenario, IReadOnlyList<RunResult> results)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(scenario));
        xml.WriteAttributeString("tests", Text(results.Sum(result => ChecksOf(result).Count)));
        xml.WriteAttributeString("failures", Text(results.Sum(result => result.Failures.Select(failure => failure.Oracle).Distinct().Count())));
        xml.WriteAttributeString("time", Text(results.Sum(result => result.CpuSeconds)));
        foreach (RunResult result in results)
        {
            foreach (string check in ChecksOf(result))
            {
                WriteCase(xml, result, check);
            }
        }

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, RunResult result, string check)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean($"mesh-sim.{result.Scenario}.{result.Protocol}"));
        xml.WriteAttributeString("name", Clean($"seed {Text(result.Seed)}: {check}"));

        // The run's computing time is told once.
        xml.WriteAttributeString("time", Text(check == ChecksOf(result)[0] ? result.CpuSeconds : 0));
        RunFailure[] failures = [.. result.Failures.Where(failure => failure.Oracle == check)];
        if (failures.Length > 0)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", Clean(check));
            xml.WriteAttributeString("message", Clean(failures[0].Text));
            xml.WriteString(Clean($"{string.Join("\n", failures.Select(failure => failure.Text))}\nseed {Text(result.Seed)}, trace {result.TraceHash}\nagain: {failures[0].Replay}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>A run that checks nothing is still a case: it came to its end.</summary>
    private static IReadOnlyList<string> ChecksOf(RunResult result)
    {
        string[] checks = [.. result.Checks.Concat(result.Failures.Select(failure => failure.Oracle)).Distinct()];
        return checks.Length == 0 ? [Whole] : checks;
    }

    /// <summary>Most control characters may not stand in XML, not even escaped.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '?'));

    private static string Text(IFormattable value) => value.ToString(value is double ? "0.###" : null, CultureInfo.InvariantCulture);
}
