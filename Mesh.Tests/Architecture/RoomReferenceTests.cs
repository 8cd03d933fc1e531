using System.Reflection;
using System.Text.RegularExpressions;

namespace Mesh.Tests.Architecture;

/// <summary>Knowledge points up the table of rooms only, and siblings do not know each other.</summary>
public sealed partial class RoomReferenceTests
{
    private static readonly Assembly Core = typeof(MeshNode).Assembly;

    /// <summary>The files of Primitives and of the root share one namespace, so the folder tells them apart.</summary>
    private static readonly HashSet<string> PrimitiveNames = [.. SourceTree.Of("Mesh.Core")
        .Where(file => file.Path.StartsWith("Mesh.Core/Primitives/", StringComparison.Ordinal))
        .SelectMany(file => Declaration().Matches(file.Code).Select(match => match.Groups["name"].Value))];

    [Fact]
    public void Compiled_types_refer_only_to_rooms_that_theirs_may_touch()
    {
        List<string> faults = [];
        foreach (Type type in Core.GetTypes())
        {
            if (Room.All.FirstOrDefault(room => room.Name == RoomOf(type)) is { } room)
            {
                faults.AddRange(TypeReferences.Of(type).Where(used => !MayTouch(room, used)).Select(used => $"{Outermost(type)} of {room.Name} refers to {used}"));
            }
        }

        Expect.None(faults, "a room may touch only what the table in docs/architecture.md grants it");
    }

    [Fact]
    public void Sources_name_only_rooms_that_theirs_may_touch()
    {
        List<string> faults = [];
        foreach (SourceFile file in SourceTree.Of("Mesh.Core"))
        {
            if (Room.All.FirstOrDefault(room => file.Path.StartsWith($"Mesh.Core/{room.Name}/", StringComparison.Ordinal)) is not { } room)
            {
                continue;
            }

            foreach (Match match in RoomName().Matches(file.Code))
            {
                string named = match.Groups["room"].Value;
                if (named != room.Name && Room.Names.Contains(named) && !room.MayTouch.Contains(named))
                {
                    faults.Add(file.Place(match.Index, $"{room.Name} names Mesh.{named}"));
                }
            }
        }

        Expect.None(faults, "a room may name only what the table in docs/architecture.md grants it");
    }

    [Fact]
    public void Identity_knows_of_the_protocol_only_its_interfaces()
    {
        IEnumerable<string> faults = Core.GetTypes()
            .Where(type => RoomOf(type) == "Identity")
            .SelectMany(type => TypeReferences.Of(type).Where(used => RoomOf(used) == "Protocol" && !used.IsInterface).Select(used => $"{Outermost(type)} refers to {used}"));
        Expect.None(faults, "Identity implements the small interfaces that Protocol declares and knows nothing else of it");
    }

    [Fact]
    public void A_file_s_namespace_is_its_folder()
    {
        List<string> faults = [];
        foreach (SourceFile file in SourceTree.Files)
        {
            if (Namespace().Match(file.Code) is not { Success: true } match)
            {
                continue;
            }

            string folder = file.Path[..file.Path.LastIndexOf('/')].Replace('/', '.');
            string wanted = folder.StartsWith("Mesh.Core", StringComparison.Ordinal) ? "Mesh" + folder["Mesh.Core".Length..] : folder;
            wanted = wanted == "Mesh.Primitives" ? "Mesh" : wanted;
            if (match.Groups["name"].Value != wanted)
            {
                faults.Add(file.Place(match.Index, $"namespace {match.Groups["name"].Value} should be {wanted}"));
            }
        }

        Expect.None(faults, "namespace follows folder, but for Primitives, whose types are in Mesh");
    }

    [Fact]
    public void Only_tests_and_the_simulator_see_the_core_s_internals()
    {
        string[] friends = [.. Core.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName).Order()];

        Assert.Equal(["Mesh.Tests", "mesh-sim"], friends.Order(StringComparer.Ordinal));
    }

    private static bool MayTouch(Room room, Type used)
    {
        if (used.Assembly != Core)
        {
            return !room.MustNotTouch.Any(banned => used.FullName == banned || $"{used.Namespace}.".StartsWith(banned + ".", StringComparison.Ordinal));
        }

        string usedRoom = RoomOf(used);
        return usedRoom == room.Name
            || usedRoom is "Primitives" or "Generated"
            || room.MayTouch.Contains(usedRoom)
            || (usedRoom == "Root" && (Room.CommonRootTypes.Contains(OutermostName(used)) || room.RootTypes.Contains(OutermostName(used))));
    }

    private static string RoomOf(Type type)
    {
        string space = Outermost(type).Namespace ?? "";
        if (type.Assembly != Core)
        {
            return "Outside";
        }

        if (space == "Mesh")
        {
            return PrimitiveNames.Contains(OutermostName(type)) ? "Primitives" : "Root";
        }

        // What the compiler adds (embedded attributes, inline arrays) has no namespace of ours.
        return space.StartsWith("Mesh.", StringComparison.Ordinal) ? space.Split('.')[1] : "Generated";
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string OutermostName(Type type) => Outermost(type).Name.Split('`')[0];

    [GeneratedRegex(@"\bnamespace\s+(?<name>[\w.]+)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?<![\w.])Mesh\.(?<room>[A-Z]\w*)")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"\b(class|struct|interface|enum|record(\s+struct|\s+class)?)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();
}
