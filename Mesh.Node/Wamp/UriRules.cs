using System.Text;
using Mesh.Node.Realm;

namespace Mesh.Node.Wamp;

/// <summary>Which URIs are taken: WAMP's loose check ("no white space, no '#', parts between dots"), and the mesh's limit of length.</summary>
internal static class UriRules
{
    /// <summary>The first part of everything that belongs to the node itself.</summary>
    public const string Reserved = NodeNames.First;

    /// <summary>The first part of everything that belongs to WAMP.</summary>
    public const string ReservedByWamp = "wamp";

    /// <summary>Whether it names one topic or procedure: no part is empty.</summary>
    public static bool IsName(string uri) => uri.Length > 0 && IsLoose(uri) && uri[0] != '.' && uri[^1] != '.' && !uri.Contains("..", StringComparison.Ordinal);

    /// <summary>Whether it may be subscribed to with that policy: the parts of a pattern may be empty, and a prefix may end anywhere.</summary>
    public static bool IsTopic(string uri, TopicMatch match) => match switch
    {
        TopicMatch.Exact => IsName(uri),
        TopicMatch.Prefix => IsLoose(uri),
        _ => uri.Length > 0 && IsLoose(uri),
    };

    /// <summary>Whether its first part is that word.</summary>
    public static bool IsUnder(string uri, string first) =>
        uri.StartsWith(first, StringComparison.Ordinal) && (uri.Length == first.Length || uri[first.Length] == '.');

    private static bool IsLoose(string uri)
    {
        foreach (char c in uri)
        {
            if (c == '#' || char.IsWhiteSpace(c) || char.IsControl(c))
            {
                return false;
            }
        }

        return Encoding.UTF8.GetByteCount(uri) <= WampLimits.UriBytesMax;
    }
}
