using Mesh.Wire;

namespace Mesh.Node.Wamp;

/// <summary>The options of a client's message that the router knows; unknown ones are passed over.</summary>
internal sealed record MessageOptions
{
    /// <summary>What holds when a message says nothing.</summary>
    public static readonly MessageOptions Default = new();

    /// <summary>PUBLISH: whether PUBLISHED or ERROR is wanted.</summary>
    public bool Acknowledge { get; private set; }

    /// <summary>PUBLISH: whether the publisher itself gets no EVENT.</summary>
    public bool ExcludesMe { get; private set; } = true;

    /// <summary>PUBLISH and CALL: whether others are told the session's id.</summary>
    public bool DisclosesMe { get; private set; }

    /// <summary>CALL: whether progressive results are wanted.</summary>
    public bool ReceivesProgress { get; private set; }

    /// <summary>YIELD: whether it is a progressive result.</summary>
    public bool IsProgress { get; private set; }

    /// <summary>CALL: milliseconds; 0: none.</summary>
    public long Timeout { get; private set; }

    /// <summary>SUBSCRIBE and REGISTER: the matching policy.</summary>
    public string Match { get; private set; } = "exact";

    /// <summary>REGISTER: how calls are spread over several callees.</summary>
    public string Invoke { get; private set; } = "single";

    /// <summary>CANCEL: how.</summary>
    public string Mode { get; private set; } = "killnowait";

    /// <summary>REGISTER, Mesh's own: whether executing a call twice does no harm.</summary>
    public bool IsIdempotent { get; private set; }

    /// <summary>Reads a map of options.</summary>
    /// <param name="reader">Stands at the map.</param>
    /// <param name="options">What it says.</param>
    /// <param name="fault">What is wrong, as a sentence.</param>
    public static bool TryRead(ref MessagePackReader reader, out MessageOptions options, out string fault)
    {
        options = Default;
        fault = "The options are no map with strings as keys.";
        if (!reader.TryReadMapHeader(out int count))
        {
            return false;
        }

        options = count == 0 ? Default : new MessageOptions();
        for (int i = 0; i < count; i++)
        {
            if (!reader.TryReadString(out string key))
            {
                return false;
            }

            bool? isRight = options.TryTake(key, ref reader);
            if (isRight == false)
            {
                fault = $"The option '{key}' has a value of another type or range than WAMP says.";
                return false;
            }

            if (isRight is null && !reader.TrySkip())
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>Null for an unknown key, whose value is left; false for a value of the wrong type.</returns>
    private bool? TryTake(string key, ref MessagePackReader reader)
    {
        switch (key)
        {
            case "acknowledge" or "exclude_me" or "disclose_me" or "receive_progress" or "progress" or "_mesh_idempotent":
                return TryTakeTruth(key, ref reader);
            case "timeout":
                bool isNumber = reader.TryReadInt64(out long timeout) && timeout >= 0;
                Timeout = timeout;
                return isNumber;
            case "match" or "invoke" or "mode":
                return TryTakeWord(key, ref reader);
            default:
                return null;
        }
    }

    private bool TryTakeTruth(string key, ref MessagePackReader reader)
    {
        bool isTruth = reader.TryReadBoolean(out bool truth);
        switch (key)
        {
            case "acknowledge":
                Acknowledge = truth;
                break;
            case "exclude_me":
                ExcludesMe = truth;
                break;
            case "disclose_me":
                DisclosesMe = truth;
                break;
            case "receive_progress":
                ReceivesProgress = truth;
                break;
            case "progress":
                IsProgress = truth;
                break;
            default:
                IsIdempotent = truth;
                break;
        }

        return isTruth;
    }

    private bool TryTakeWord(string key, ref MessagePackReader reader)
    {
        bool isWord = reader.TryReadString(out string word);
        switch (key)
        {
            case "match":
                Match = word;
                break;
            case "invoke":
                Invoke = word;
                break;
            default:
                Mode = word;
                break;
        }

        return isWord;
    }
}
