using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Mesh.Tests.Architecture;

/// <summary>Log methods live in one room of the core, and their event ids are unique, each class in its own range.</summary>
public sealed partial class LogEventTests
{
    private const BindingFlags Everything = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The first id of each class's hundred. A new log class takes the next free hundred of its room's thousand.</summary>
    private static readonly IReadOnlyDictionary<string, int> FirstIds = new Dictionary<string, int>
    {
        ["NodeLog"] = 1000,
        ["TransportLog"] = 2000,
        ["DiscoveryLog"] = 3000,
        ["IdentityLog"] = 4000,
        ["StorageLog"] = 5000,
        ["ProtocolLog"] = 6000,
        ["CommandLog"] = 9000,
        ["WampLog"] = 9200,
    };

    private static readonly (MethodInfo Method, LoggerMessageAttribute Event)[] Logged =
    [
        .. new[] { typeof(MeshNode).Assembly, Assembly.Load("mesh") }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(Everything))
            .Where(method => method.IsDefined(typeof(LoggerMessageAttribute)))
            .Select(method => (method, method.GetCustomAttribute<LoggerMessageAttribute>()!)),
    ];

    [Fact]
    public void The_core_s_log_methods_live_in_Diagnostics()
    {
        Expect.None(
            Logged.Where(entry => entry.Method.Module.Assembly == typeof(MeshNode).Assembly && entry.Method.DeclaringType!.Namespace != "Mesh.Diagnostics").Select(Describe),
            "Mesh.Core declares log methods in Diagnostics/ only");
    }

    [Fact]
    public void Event_ids_are_unique()
    {
        Expect.None(
            Logged.GroupBy(entry => entry.Event.EventId).Where(group => group.Count() > 1).SelectMany(group => group.Select(Describe)),
            "an event id means one event");
    }

    [Fact]
    public void Event_ids_are_in_their_class_s_hundred()
    {
        Expect.None(
            Logged.Where(entry => !FirstIds.TryGetValue(entry.Method.DeclaringType!.Name, out int first) || entry.Event.EventId / 100 != first / 100).Select(Describe),
            $"each log class has its own hundred ids, as listed in {nameof(LogEventTests)}");
    }

    [Fact]
    public void Everything_is_logged_through_a_log_method()
    {
        Expect.None(
            SourceTree.Of("Mesh.Core", "Mesh.Node").SelectMany(file => file.FindInCode(DirectCall())),
            "logs go through a [LoggerMessage] method of Diagnostics/");
    }

    private static string Describe((MethodInfo Method, LoggerMessageAttribute Event) entry) =>
        $"{entry.Method.DeclaringType}.{entry.Method.Name} with id {entry.Event.EventId}";

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\s*\(")]
    private static partial Regex DirectCall();
}
