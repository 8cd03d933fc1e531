using System.Globalization;
using System.Text.RegularExpressions;

namespace Mesh.Tests.Integration.Web;

/// <summary>
/// A strict reader of the text formats of Prometheus (version 0.0.4) and OpenMetrics (1.0.0): whatever either forbids or warns of is a failure here. Each
/// family has one TYPE and one HELP before its samples, its samples stand together, none twice, counters are at least zero, and buckets add up.
/// </summary>
internal sealed partial class MetricsText
{
    private readonly Dictionary<string, Family> _families = [];
    private readonly bool _isOpen;
    private Family? _current;

    private MetricsText(bool isOpen)
    {
        _isOpen = isOpen;
    }

    public IReadOnlyDictionary<string, Family> Families => _families;

    /// <summary>Reads all of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOpen">Whether it is OpenMetrics.</param>
    /// <exception cref="FormatException">It is not as the format demands.</exception>
    public static MetricsText Read(string text, bool isOpen)
    {
        MetricsText read = new(isOpen);
        Demand(text.EndsWith('\n'), "the last line has no end");
        Demand(!text.Contains('\r', StringComparison.Ordinal), "lines end by line feeds alone");
        string[] lines = text[..^1].Split('\n');
        Demand(!isOpen || lines[^1] == "# EOF", "OpenMetrics ends with # EOF");
        foreach (string line in isOpen ? lines[..^1] : lines)
        {
            try
            {
                read.Take(line);
            }
            catch (FormatException fault)
            {
                throw new FormatException($"{fault.Message}: {line}", fault);
            }
        }

        foreach (Family family in read._families.Values)
        {
            family.Check(isOpen);
        }

        return read;
    }

    /// <summary>The value of the only sample of that name with these labels.</summary>
    public double ValueOf(string sample, params (string Name, string Value)[] labels) =>
        _families.Values.SelectMany(family => family.Samples).Single(one => one.Name == sample && labels.All(label => one.Labels.GetValueOrDefault(label.Name) == label.Value)).Value;

    private void Take(string line)
    {
        if (line.StartsWith('#'))
        {
            Match match = Comment().Match(line);
            Demand(match.Success, "a comment that is no HELP, TYPE or UNIT");
            Describe(match.Groups["word"].Value, match.Groups["name"].Value, match.Groups["rest"].Value);
            return;
        }

        Demand(line.Length > 0 || !_isOpen, "OpenMetrics has no empty lines");
        if (line.Length > 0)
        {
            Match match = SampleLine().Match(line);
            Demand(match.Success, "no sample");
            Sample sample = new(match.Groups["name"].Value, LabelsOf(match.Groups["labels"].Value), NumberOf(match.Groups["value"].Value));
            Demand(_current is not null && _current.Owns(sample.Name, _isOpen), "a sample outside its family");
            Demand(_current!.Samples.All(other => !other.IsSame(sample)), "a sample that was there before");
            _current.Samples.Add(sample);
        }
    }

    private void Describe(string word, string name, string rest)
    {
        if (_current?.Name != name)
        {
            _current = new Family(name);
            Demand(_families.TryAdd(name, _current), "a family that was there before");
        }

        Demand(_current.Samples.Count == 0, "a description behind samples");
        Demand(_current.Words.TryAdd(word, rest), "a description that was there before");
        Demand(word != "UNIT" || name.EndsWith("_" + rest, StringComparison.Ordinal), "a name that does not end with its unit");
        Demand(word != "TYPE" || rest is "counter" or "gauge" or "histogram", "a type that is not used here");
        Demand(word != "HELP" || (rest.Length > 0 && !BadEscape().IsMatch(rest)), "an empty help, or a bad escape in it");
    }

    private static Dictionary<string, string> LabelsOf(string text)
    {
        Dictionary<string, string> labels = [];
        int at = 0;
        while (at < text.Length)
        {
            Match match = Label().Match(text, at);
            Demand(match.Success && match.Index == at, "no label");
            Demand(labels.TryAdd(match.Groups["name"].Value, match.Groups["value"].Value), "a label that was there before");
            at += match.Length;
            Demand(at == text.Length || text[at] == ',', "no comma between labels");
            at++;
        }

        return labels;
    }

    private static double NumberOf(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static void Demand(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }

    [GeneratedRegex("""^# (?<word>HELP|TYPE|UNIT) (?<name>[a-z_][a-z0-9_]*) (?<rest>.+)$""")]
    private static partial Regex Comment();

    [GeneratedRegex("""^(?<name>[a-z_][a-z0-9_]*)(\{(?<labels>[^{}]*)\})? (?<value>[-+0-9.eEInfNa]+)( [0-9.]+)?$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("""(?<name>[a-z_][a-z0-9_]*)="(?<value>([^"\\\n]|\\[\\"n])*)"(?=,|$)""")]
    private static partial Regex Label();

    [GeneratedRegex("""\\[^\\n"]|\\$""")]
    private static partial Regex BadEscape();

    internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
    {
        public bool IsSame(Sample other) => Name == other.Name && Key == other.Key;

        /// <summary>The labels but the bucket's bound.</summary>
        public string Series => string.Join(',', Labels.Where(label => label.Key != "le").OrderBy(label => label.Key, StringComparer.Ordinal));

        private string Key => string.Join(',', Labels.OrderBy(label => label.Key, StringComparer.Ordinal));
    }

    internal sealed record Family(string Name)
    {
        public Dictionary<string, string> Words { get; } = [];

        public List<Sample> Samples { get; } = [];

        public string Type => Words["TYPE"];

        /// <summary>Names of the labels of its samples but the bucket's bound.</summary>
        public IEnumerable<string> Labels => Samples.SelectMany(sample => sample.Labels.Keys).Where(label => label != "le").Distinct();

        public bool Owns(string sample, bool isOpen) => (Type, sample.StartsWith(Name, StringComparison.Ordinal) ? sample[Name.Length..] : null) switch
        {
            ("gauge", "") => true,
            ("counter", "") => !isOpen && Name.EndsWith("_total", StringComparison.Ordinal),
            ("counter", "_total" or "_created") => isOpen,
            ("histogram", "_bucket" or "_sum" or "_count") => true,
            ("histogram", "_created") => isOpen,
            _ => false,
        };

        public void Check(bool isOpen)
        {
            Demand(Words.ContainsKey("HELP") && Words.ContainsKey("TYPE"), $"{Name} has no help or no type");
            Demand(isOpen || !Words.ContainsKey("UNIT"), $"{Name} has a unit, which only OpenMetrics knows");
            Demand(Type == "gauge" || Samples.All(sample => sample.Value >= 0), $"{Name} is below zero");
            if (Type == "histogram")
            {
                foreach (IGrouping<string, Sample> series in Samples.GroupBy(sample => sample.Series))
                {
                    CheckBuckets([.. series.Where(sample => sample.Name == $"{Name}_bucket")], series.Single(sample => sample.Name == $"{Name}_count").Value);
                }
            }
        }

        private void CheckBuckets(List<Sample> buckets, double count)
        {
            double[] bounds = [.. buckets.Select(bucket => NumberOf(bucket.Labels["le"]))];
            Demand(bounds.Length > 1 && bounds.Zip(bounds[1..]).All(pair => pair.First < pair.Second), $"{Name} has bounds that do not rise");
            Demand(double.IsPositiveInfinity(bounds[^1]) && buckets[^1].Value == count, $"{Name} has no last bucket that holds all");
            Demand(buckets.Zip(buckets[1..]).All(pair => pair.First.Value <= pair.Second.Value), $"{Name} has buckets that do not add up");
        }
    }
}
