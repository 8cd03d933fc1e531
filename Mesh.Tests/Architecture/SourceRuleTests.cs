using System.Text.RegularExpressions;

namespace Mesh.Tests.Architecture;

/// <summary>What the sources may not contain, and how long they may be.</summary>
public sealed partial class SourceRuleTests
{
    private const int FileLinesMax = 400;
    private const int TestFileLinesMax = 600;
    private const int MethodLinesMax = 60;

    [Fact]
    public void No_file_is_longer_than_its_limit()
    {
        Expect.None(
            SourceTree.Files.Where(file => file.Lines > (file.IsTest ? TestFileLinesMax : FileLinesMax)).Select(file => $"{file.Path}: {file.Lines} lines"),
            $"a file has at most {FileLinesMax} lines ({TestFileLinesMax} in Mesh.Tests); a longer one is two nouns");
    }

    [Fact]
    public void No_method_is_longer_than_a_screen()
    {
        Expect.None(
            SourceTree.Files.SelectMany(file => MemberScanner.Scan(file.Code)
                .Where(member => member.Lines > MethodLinesMax)
                .Select(member => $"{file.Path}({member.Line}): {member.Lines} lines, {member.Header}")),
            $"a method has at most {MethodLinesMax} lines");
    }

    [Fact]
    public void A_file_is_named_for_a_type_in_it()
    {
        Expect.None(
            SourceTree.Files
                .Select(file => (file, name: Path.GetFileNameWithoutExtension(file.Path), types: Declaration().Matches(file.Code).Select(match => match.Groups["name"].Value).ToArray()))
                .Where(entry => entry.types.Length > 0 && !entry.types.Contains(entry.name))
                .Select(entry => $"{entry.file.Path} declares {string.Join(", ", entry.types.Take(3))}"),
            "one noun per file, and the file has its name");
    }

    [Theory]
    [InlineData(@"\basync\s+void\b", "an async void method's exception ends the process: return a Task")]
    [InlineData(@"\bThread\.Sleep\b", "nothing sleeps: wait for the event")]
    [InlineData(@"^\s*#\s*(region|endregion)\b", "a file that wants regions is two files")]
    [InlineData(@"^\s*#\s*pragma\s+warning\s+disable", "a warning is mended, or suppressed by name with its reason in .editorconfig")]
    public void Sources_are_free_of(string pattern, string rule)
    {
        Regex forbidden = new(pattern, RegexOptions.Multiline);

        Expect.None(SourceTree.Files.SelectMany(file => file.FindInCode(forbidden)), rule);
    }

    [Fact]
    public void Nobody_blocks_on_a_task()
    {
        // Tests may hold a thread at a gate on purpose; xunit's own analyzer watches their tasks.
        Expect.None(SourceTree.Files.Where(file => !file.IsTest).SelectMany(file => file.FindInCode(BlockedTask())), "a blocked task can deadlock: await it");
    }

    [Fact]
    public void No_exception_is_swallowed_without_a_word()
    {
        List<string> faults = [];
        foreach (SourceFile file in SourceTree.Files)
        {
            foreach (Match match in EmptyCatch().Matches(file.Code))
            {
                bool saysWhy = match.Groups["type"].Success && file.Text.AsSpan(match.Index, match.Length).Contains("//", StringComparison.Ordinal);
                if (!saysWhy)
                {
                    faults.Add(file.Place(match.Index, "empty catch"));
                }
            }
        }

        Expect.None(faults, "a catch is narrow and does something; one that has nothing to do names its exception and says why in a comment");
    }

    [Fact]
    public void Nothing_is_left_to_be_done_in_a_comment()
    {
        // Spelled in two halves, for this file is searched as well.
        Regex promise = new(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|X" + @"XX)\b");

        Expect.None(SourceTree.Files.SelectMany(file => file.FindInText(promise)), "what is not done is an issue, not a comment");
    }

    [Fact]
    public void No_code_is_kept_in_comments()
    {
        List<string> faults = [];
        foreach (SourceFile file in SourceTree.Files)
        {
            string[] text = file.Text.Split('\n');
            string[] code = file.Code.Split('\n');
            for (int line = 0; line < text.Length; line++)
            {
                if (string.IsNullOrWhiteSpace(code[line]) && CommentedCode().IsMatch(text[line]))
                {
                    faults.Add(FormattableString.Invariant($"{file.Path}({line + 1}): {text[line].Trim()}"));
                }
            }
        }

        Expect.None(faults, "code that does not run is deleted; the history keeps it");
    }

    [Fact]
    public void Partial_types_exist_only_for_generated_code()
    {
        List<string> faults = [];
        foreach (SourceFile file in SourceTree.Files.Where(file => !GeneratedCode().IsMatch(file.Code)))
        {
            faults.AddRange(file.FindInCode(PartialType()));
        }

        Expect.None(faults, "a partial type needs a generator that completes it: a log method, a regular expression, a platform call");
    }

    [Fact]
    public void Only_the_laboratory_of_real_processes_lets_time_pass()
    {
        IEnumerable<SourceFile> still = SourceTree.Of("Mesh.Tests").Where(file => !file.Path.StartsWith("Mesh.Tests/Integration/", StringComparison.Ordinal));

        Expect.None(still.SelectMany(file => file.FindInCode(TaskDelay())), "outside Integration no test sleeps; a manual TimeProvider passes the time");
    }

    [Fact]
    public void The_core_is_handed_its_clock()
    {
        // But the limit of a stop holds also where the application's clock stands still.
        Expect.None(
            SourceTree.Of("Mesh.Core").SelectMany(file => file.FindInCode(OwnClock())),
            "Mesh.Core takes the time from the TimeProvider of its options only");
    }

    [Fact]
    public void The_core_reads_no_environment_and_writes_to_no_console()
    {
        Expect.None(
            SourceTree.Of("Mesh.Core").SelectMany(file => file.FindInCode(Surroundings())),
            "Mesh.Core is embedded: it has options, not variables, and loggers, not a console");
    }

    [GeneratedRegex(@"\.Result\b(?!\s*[({<=]|\w)|\.Wait\s*\(|\.GetAwaiter\(\)\s*\.GetResult\(\)")]
    private static partial Regex BlockedTask();

    [GeneratedRegex(@"\bcatch\b\s*(\((?<type>[^)]*)\))?\s*(when\s*\((?:[^()]|\([^()]*\))*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"^\s*//(?!/).*[;{}]\s*$")]
    private static partial Regex CommentedCode();

    [GeneratedRegex(@"\bpartial\s+(class|record|struct|interface)\b")]
    private static partial Regex PartialType();

    [GeneratedRegex(@"\[(GeneratedRegex|LoggerMessage|LibraryImport|JsonSerializable)\b")]
    private static partial Regex GeneratedCode();

    [GeneratedRegex(@"\bTask\.Delay\b")]
    private static partial Regex TaskDelay();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bStopwatch\.|\bEnvironment\.TickCount|(?<!WaitAsync\(\w+, )\bTimeProvider\.System\b(?!;)")]
    private static partial Regex OwnClock();

    [GeneratedRegex(@"\bConsole\.|\bEnvironment\.(GetEnvironmentVariable|GetCommandLineArgs|Exit|FailFast)")]
    private static partial Regex Surroundings();

    [GeneratedRegex(@"\b(class|struct|interface|enum|record(\s+struct|\s+class)?|delegate\s+\w+)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();
}
