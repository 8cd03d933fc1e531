using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Tests.Unit.Simulator.Scenarios;

/// <summary>What is wrong in a file is told with its place, and what would be right.</summary>
public sealed class ScenarioFaultTests
{
    [Theory]
    [InlineData("radio: {range: 250 kg}", "lan.yaml:5:16: radio.range: '250 kg' is no length; use metres such as 250m, or km (0.1 m to 1000 km).")]
    [InlineData("radio: {range: 0.01m}", "lan.yaml:5:16: radio.range: '0.01m' is outside 0.1 m to 1000 km.")]
    [InlineData("radio:\n  delay: 3ms..1ms", "lan.yaml:6:10: radio.delay: '3ms..1ms' ends below its beginning; write the smaller value first.")]
    [InlineData("radio: {loss: 95%}", "lan.yaml:5:15: radio.loss: '95%' is outside 0 to 0.9.")]
    [InlineData("node: {links-max: 2.5}", "lan.yaml:5:19: node.links-max: '2.5' is no whole number (1 to 1000).")]
    [InlineData("node: {presence: maybe}", "lan.yaml:5:18: node.presence: 'maybe' is neither true nor false.")]
    [InlineData("node: {crypto: raal}", "lan.yaml:5:16: node.crypto: 'raal' is not known; did you mean 'real'? known are fast, real.")]
    [InlineData("radio: 5", "lan.yaml:5:8: radio: '5' stands where keys were expected: ")]
    [InlineData("node: {sign-time: [1]}", "lan.yaml:5:19: node.sign-time: a list stands where one value was expected.")]
    [InlineData("node: {links-max: }", "lan.yaml:5:19: node.links-max: nothing is no number (1 to 1000).")]
    [InlineData("sseeds: 1", "lan.yaml:5:1: sseeds: there is no such key; did you mean 'seeds'? known are name, about, nodes, ")]
    [InlineData("seeds: 9..3", "lan.yaml:5:8: seeds: '9..3' is no range of seeds; write the first and the last, such as 1..20, at most 100000 of them.")]
    [InlineData("seeds: 1..99999999999", "lan.yaml:5:8: seeds: '1..99999999999' is no range of seeds;")]
    [InlineData("seeds: [1, 1]", "lan.yaml:5:1: seeds: a seed stands twice; it would give the same run twice.")]
    [InlineData("protocols: [plumtre]", "lan.yaml:5:13: protocols: there is no protocol 'plumtre'; did you mean 'plumtree'? known are flood, plumtree.")]
    [InlineData("mobility: {kind: static}", "lan.yaml:5:1: mobility: a scenario has one world, but here stand topology and mobility; keep one.")]
    [InlineData("mobility: {width: 5}", "lan.yaml:5:11: mobility.kind: this key is missing.")]
    [InlineData("workload: {from: 60s}", "lan.yaml:5:18: workload.0.from: the first message is written at 60 s, but the run ends at 60 s.")]
    [InlineData("workload: [{}, {until: 61}]", "lan.yaml:5:24: workload.1.until: 61 s is not between the first message at 1 s and the end at 60 s.")]
    [InlineData("faults: [{kind: crash, at: 2min}]", "lan.yaml:5:28: faults.0.at: the fault begins at 120 s, but the run ends at 60 s.")]
    [InlineData("nodes: 11", "lan.yaml:5:1: 'nodes' stands in line 2 already; a key stands once.")]
    [InlineData("matrix: 5", "lan.yaml:5:9: matrix: '5' stands where paths with lists were expected, for example 'nodes: [25, 100]'.")]
    [InlineData("matrix: {nodes: 5}", "lan.yaml:5:17: matrix.nodes: '5' stands where a list of values was expected, for example 'nodes: [...]'.")]
    [InlineData("matrix: {nodes: [5, many]}", "lan.yaml:5:21: nodes: 'many' is no number (0 to 100000).")]
    [InlineData("matrix: {nodes.x: [5]}", "lan.yaml:5:20: nodes.x: the path leads nowhere; there is '10' before 'x'.")]
    [InlineData("expect: delivery", "lan.yaml:5:17: expect: 'delivery' compares nothing; write a figure, a sign and a value, such as 'delivery >= 0.999'.")]
    [InlineData("expect: ['delivry >= 1']", "lan.yaml:5:11: expect: there is no figure 'delivry'; did you mean 'delivery'? known are ")]
    [InlineData("expect: [delivery >= 1, latency.p99 <= 75 kg]", "lan.yaml:5:40: expect: '75 kg' is no time; use a time such as 75ms.")]
    [InlineData("expect: cpuSeconds < 5", "lan.yaml:5:9: expect: computing time decides no verdict, for it depends on the machine; 'mesh-sim bench' measures it.")]
    [InlineData("expect: \"flod: rmr < 5\"", "lan.yaml:5:10: expect: there is no protocol 'flod'; did you mean 'flood'? known are flood, plumtree.")]
    [InlineData("expect: rmr => 5", "lan.yaml:5:13: expect: '=> 5' begins with no comparison; known are <=, <, >=, > and ==.")]
    [InlineData("about: &x hello", "lan.yaml:5:8: anchors and aliases are not taken; write the values out, or use 'matrix' for variants.")]
    [InlineData("about: *x", "lan.yaml:5:8: anchors and aliases are not taken; write the values out, or use 'matrix' for variants.")]
    [InlineData("about: !!binary hello", "lan.yaml:5:8: the tag 'tag:yaml.org,2002:binary' is not taken; write the plain value.")]
    [InlineData("about: [unclosed", "lan.yaml:6:1: this is no YAML: ")]
    [InlineData("? [a, b]\n: c", "lan.yaml:5:3: a key is a word, not a list.")]
    [InlineData("---\nnodes: 5", "lan.yaml:5:1: a second document begins here; a file is one scenario. Use 'matrix' for variants.")]
    public void A_fault_is_told_with_its_place(string line, string expected)
    {
        Assert.Contains(Files.Faults(Files.Small + line), fault => fault.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_for_another_kind_is_told_with_the_kinds_it_is_for()
    {
        Assert.Equal(["lan.yaml:3:24: topology.degree: this key is for kind regular, geometric; the kind here is 'ring'."], Files.Faults("duration: 5s\nnodes: 5\ntopology: {kind: ring, degree: 3}"));
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_file()
    {
        string[] faults = Files.Faults("nodes: few\nduration: 5kg\nradio: {range: far}\ntopology: {kind: gird}");

        Assert.Equal(["lan.yaml:1:8", "lan.yaml:2:11", "lan.yaml:3:16", "lan.yaml:4:18"], faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_fault_of_every_cell_is_told_once()
    {
        Assert.Single(Files.Faults(Files.Small + "radio: {range: far}\nmatrix: {nodes: [5, 6, 7]}"));
    }

    [Theory]
    [InlineData("duration: 5s\ntopology: {kind: ring}", "lan.yaml:1:1: nodes: this key is missing, for example 'nodes: 100'; only an import tells the number of nodes itself.")]
    [InlineData("duration: 5s\nnodes: 5", "lan.yaml:1:1: there is no world; write one of 'topology', 'mobility' and 'import'.")]
    [InlineData("nodes: 5\ntopology: {kind: ring}", "lan.yaml:1:1: duration: this key is missing, for example 'duration: 60s'.")]
    [InlineData("duration: 5s\nnodes: 5\ntopology: {kind: regular, degree: 3}", "lan.yaml:3:35: topology.degree: 3 links for each of 5 nodes make no regular graph; the degree is whole, below the number of nodes, and degree times nodes is even.")]
    [InlineData("duration: 5s\nimport: {file: '${NOWHERE}/x.csv'}", "lan.yaml:2:16: import.file: '${NOWHERE}/x.csv' names the variable NOWHERE, which is not set; set it to the folder that holds the file.")]
    [InlineData("duration: 5s\nnodes: 3001\ntopology: {kind: full}", "lan.yaml:2:8: nodes: a full graph of 3001 nodes has too many pairs; it has at most 3000 nodes.")]
    [InlineData("duration: 5s\nnodes: 3001\nmobility: {kind: static}\nradio: {kind: lan}", "lan.yaml:2:8: nodes: a lan of 3001 nodes in 1 segment has too many pairs; take more segments, or at most 3000 nodes.")]
    [InlineData("duration: 103s\nnodes: 5\ntopology: {kind: ring}\nworkload: [{rate: 10000/s}, {rate: 10001/s}]", "lan.yaml:4:36: workload.1.rate: with this the workloads write 2000100 messages; a run takes at most 2000000.")]
    [InlineData("duration: 9s\nnodes: 5\ntopology: {kind: ring}\nworkload: [{kind: burst, count: 10000, every: 1ms}]", "lan.yaml:4:33: workload.0.count: with this the workloads write 60000000 messages; a run takes at most 2000000.")]
    [InlineData("", "lan.yaml:1:1: the file is empty; a scenario has at least 'duration' and 'nodes'.")]
    [InlineData("hello", "lan.yaml:1:1: 'hello' stands where keys were expected, for example 'duration: 60s'.")]
    public void What_does_not_fit_together_is_told(string text, string expected)
    {
        Assert.Equal(expected, Assert.Single(Files.Faults(text)));
    }

    [Theory]
    [InlineData("nodes: 3000\ntopology: {kind: full}")]
    [InlineData("nodes: 6000\nmobility: {kind: static}\nradio: {kind: lan, segments: 4}")]
    [InlineData("nodes: 6000\ntopology: {kind: line}\nradio: {kind: lan}")]
    [InlineData("nodes: 5\ntopology: {kind: ring}\nworkload: [{rate: 20000/s}]")]
    public void What_stays_within_the_bounds_is_read(string text)
    {
        Assert.Equal(103, Files.One("duration: 103s\n" + text).Duration.TotalSeconds);
    }

    [Fact]
    public void An_option_is_named_in_place_of_a_file()
    {
        Assert.Equal(["--set nodes: nodes: 'many' is no number (0 to 100000)."], Files.Faults(Files.Small, new ScenarioChange("nodes", "many")));
    }

    [Fact]
    public void An_import_that_is_not_there_is_told()
    {
        Assert.Contains("import.file: there is no file ", Assert.Single(Files.Faults("duration: 5s\nimport: {file: '${TRACES}/nothing.dat'}")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_cannot_ask_for_millions_of_runs()
    {
        string hundred = string.Join(',', Enumerable.Range(1, 101));

        Assert.Equal(["lan.yaml:5:1: matrix: it has 1030301 cells; at most 10000 are taken."], Files.Faults(Files.Small + $"matrix: {{nodes: [{hundred}], duration: [{hundred}], node.links-max: [{hundred}]}}"));
    }

    [Fact]
    public void A_file_that_is_too_large_or_too_deep_is_refused()
    {
        Assert.Contains("a scenario has at most", Assert.Single(Files.Faults(new string('#', YamlText.CharactersMax + 1))), StringComparison.Ordinal);
        Assert.Contains("more than a scenario may hold", Assert.Single(Files.Faults($"about: {new string('[', 50)}{new string(']', 50)}")), StringComparison.Ordinal);
    }

    /// <summary>Whatever stands in a file, only a list of faults comes out of it.</summary>
    [Fact]
    public void No_mutation_of_a_file_ends_in_anything_but_faults()
    {
        MeshRandom random = new(20);
        const string Signs = ":[]{}#&*!|>'\"%@`,?- \n\t.0123456789abkms";
        string whole = Files.Small + "radio: {range: 250m, delay: 1ms..3ms}\nmatrix: {nodes: [5, 6]}\nseeds: 1..3\nworkload: [{rate: 1/s}]\nexpect: [delivery >= 1, 'flood: rmr < 2']\n";
        int read = 0;
        for (int i = 0; i < 3000; i++)
        {
            char[] text = whole.ToCharArray();
            for (int change = random.Next(4); change >= 0; change--)
            {
                text[random.Next(text.Length)] = Signs[random.Next(Signs.Length)];
            }

            try
            {
                read += Files.All(new string(text)).Count > 0 ? 1 : 0;
            }
            catch (ScenarioException fault)
            {
                Assert.All(fault.Faults, one => Assert.DoesNotContain('\n', one.ToString()));
            }
        }

        Assert.InRange(read, 1, 2999);
    }
}
