using System.Text;
using Mesh.Protocol.Calls;

namespace Mesh.Hosting;

/// <summary>What a topic, a procedure or an error may be called. Pure.</summary>
internal static class RealmNames
{
    /// <summary>Checks a topic to publish on, or to subscribe to as it is meant.</summary>
    /// <exception cref="ArgumentException">It is empty (but for a prefix), too long, or has control characters or white space.</exception>
    public static void CheckTopic(string topic, TopicMatch match, string parameter)
    {
        if (!Enum.IsDefined(match))
        {
            throw new ArgumentOutOfRangeException(parameter, match, "A topic is meant as Exact, Prefix or Wildcard.");
        }

        Check(topic, "topic", match == TopicMatch.Prefix, parameter);
    }

    /// <summary>Checks a procedure's name.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, or has control characters or white space.</exception>
    public static void CheckProcedure(string procedure, string parameter) => Check(procedure, "procedure", mayBeEmpty: false, parameter);

    /// <summary>Whether a topic that came from a peer is one that a conforming node publishes on.</summary>
    public static bool IsTopic(string topic) => topic.Length > 0 && Encoding.UTF8.GetByteCount(topic) <= CallLimits.NameBytesMax && !HasForbidden(topic);

    private static bool HasForbidden(string name) =>
        name.AsSpan().ContainsAnyInRange('\ud800', '\udfff') || name.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static void Check(string name, string what, bool mayBeEmpty, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length == 0 && !mayBeEmpty)
        {
            throw new ArgumentException($"The {what} is empty; name one such as 'com.example.position'.", parameter);
        }

        int bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes > CallLimits.NameBytesMax)
        {
            throw new ArgumentException(FormattableString.Invariant($"The {what} has {bytes} bytes and may have {CallLimits.NameBytesMax}; choose a shorter one."), parameter);
        }

        if (HasForbidden(name))
        {
            throw new ArgumentException($"The {what} has white space, control characters or characters beyond the basic plane; leave them out.", parameter);
        }
    }
}
