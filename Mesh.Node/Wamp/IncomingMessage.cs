using Mesh.Wire;

namespace Mesh.Node.Wamp;

/// <summary>A message of a client, taken apart by the layout of its type (WAMP, basic profile, "Message Definitions").</summary>
internal sealed record IncomingMessage
{
    /// <summary>What an array of a message may hold at most: the longest is ERROR.</summary>
    private const int FieldsMax = 7;

    public required WampCode Code { get; init; }

    /// <summary>The request; of YIELD and ERROR the invocation.</summary>
    public long Request { get; private set; }

    /// <summary>The subscription or registration of UNSUBSCRIBE and UNREGISTER.</summary>
    public long Target { get; private set; }

    /// <summary>Of ERROR: which type of request failed.</summary>
    public long FailedType { get; private set; }

    public MessageOptions Options { get; private set; } = MessageOptions.Default;

    /// <summary>The realm, topic, procedure, error, reason, or signature.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What HELLO tells.</summary>
    public HelloDetails Hello { get; private set; } = new();

    /// <summary>The arguments, copied; null when the mesh cannot carry them, which <see cref="ArgumentFault"/> explains.</summary>
    public MeshArguments? Arguments { get; private set; } = MeshArguments.Empty;

    /// <summary>The error's URI when there are no <see cref="Arguments"/>.</summary>
    public string ArgumentFault { get; private set; } = "";

    /// <summary>Takes a message of MessagePack apart.</summary>
    /// <param name="bytes">The whole message; nothing of it is kept.</param>
    /// <param name="message">The message.</param>
    /// <param name="fault">What is wrong with it, as a sentence.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IncomingMessage message, out string fault)
    {
        message = new IncomingMessage { Code = 0 };
        fault = "A message is an array whose first item is the number of its type.";
        MessagePackReader reader = new(bytes);
        if (!reader.TryReadArrayHeader(out int count) || count is 0 or > FieldsMax || !reader.TryReadInt64(out long code))
        {
            return false;
        }

        string? layout = Layout((WampCode)code);
        if (layout is null)
        {
            fault = FormattableString.Invariant($"A message of type {code} is not for a router.");
            return false;
        }

        message = new IncomingMessage { Code = (WampCode)code };
        if (!message.TryReadFields(layout, count - 1, bytes, ref reader, ref fault))
        {
            return false;
        }

        fault = "Something follows after the message.";
        return reader.IsEnd;
    }

    /// <summary>The fields after the type: i request, t type, k target, d options, h details of HELLO, u text, a optional arguments.</summary>
    private static string? Layout(WampCode code) => code switch
    {
        WampCode.Hello => "uh",
        WampCode.Abort or WampCode.Goodbye => "du",
        WampCode.Authenticate => "ud",
        WampCode.Error => "tidua",
        WampCode.Publish or WampCode.Call => "idua",
        WampCode.Subscribe or WampCode.Register => "idu",
        WampCode.Unsubscribe or WampCode.Unregister => "ik",
        WampCode.Cancel => "id",
        WampCode.Yield => "ida",
        _ => null,
    };

    private bool TryReadFields(string layout, int count, ReadOnlySpan<byte> bytes, ref MessagePackReader reader, ref string fault)
    {
        bool hasArguments = layout[^1] == 'a';
        int needed = hasArguments ? layout.Length - 1 : layout.Length;

        // An ABORT may carry arguments, which nobody reads here.
        int spare = hasArguments || Code == WampCode.Abort ? 2 : 0;
        if (count < needed || count > needed + spare)
        {
            fault = FormattableString.Invariant($"A message of type {(int)Code} has {needed + 1} items{(spare > 0 ? FormattableString.Invariant($" to {needed + spare + 1}") : "")}, not {count + 1}.");
            return false;
        }

        for (int i = 0; i < needed; i++)
        {
            if (!TryReadField(layout[i], ref reader, ref fault))
            {
                return false;
            }
        }

        fault = "The arguments are no list, or the named ones no map, or they lie too deep.";
        return TryReadArguments(count - needed, bytes, ref reader);
    }

    private bool TryReadField(char field, ref MessagePackReader reader, ref string fault)
    {
        switch (field)
        {
            case 'i':
                Request = ReadId(ref reader);
                fault = "A request's number is an integer from 1 to 2^53.";
                return Request > 0;
            case 'k':
                Target = ReadId(ref reader);
                fault = "A subscription's or registration's number is an integer from 1 to 2^53.";
                return Target > 0;
            case 't':
                fault = "An ERROR names the type of the request that failed.";
                bool isNumber = reader.TryReadInt64(out long type);
                FailedType = type;
                return isNumber;
            case 'u':
                fault = FormattableString.Invariant($"A message of type {(int)Code} names its subject by a string.");
                bool isText = reader.TryReadString(out string text);
                Text = text;
                return isText;
            case 'h':
                fault = "The details of HELLO are a map, its roles are a map of maps, and its authmethods at most 32 strings.";
                bool isHello = HelloDetails.TryRead(ref reader, out HelloDetails hello);
                Hello = hello;
                return isHello;
            default:
                bool isMap = MessageOptions.TryRead(ref reader, out MessageOptions options, out string wrong);
                Options = options;
                fault = wrong;
                return isMap;
        }
    }

    private static long ReadId(ref MessagePackReader reader) => reader.TryReadInt64(out long id) && id is >= 1 and <= WampLimits.IdMax ? id : 0;

    private bool TryReadArguments(int count, ReadOnlySpan<byte> bytes, ref MessagePackReader reader)
    {
        int start = reader.Position;
        if (!TrySkip(ref reader, count > 0, MessagePackType.Array, out int positional) || !TrySkip(ref reader, count > 1, MessagePackType.Map, out int named))
        {
            return false;
        }

        if (positional + named == 0)
        {
            return true;
        }

        if (positional + named > MeshArguments.BytesMax)
        {
            Arguments = null;
            ArgumentFault = WampErrors.PayloadSizeExceeded;
            return true;
        }

        // The positional ones may be left out by a nil of one byte, which is skipped before what is copied.
        byte[] copy = bytes[start..reader.Position].ToArray();
        ReadOnlyMemory<byte> first = copy.AsMemory(0, positional);
        ReadOnlyMemory<byte> second = named == 0 ? default : copy.AsMemory(copy.Length - named);
        bool isTaken = MeshArguments.TryTake(first, second, out MeshArguments arguments);
        Arguments = isTaken ? arguments : null;
        ArgumentFault = isTaken ? "" : WampErrors.InvalidArgument;
        return true;
    }

    /// <summary>Skips one value of that type; a nil counts as left out, with a length of 0.</summary>
    private static bool TrySkip(ref MessagePackReader reader, bool isThere, MessagePackType type, out int length)
    {
        length = 0;
        if (!isThere || reader.TryReadNil())
        {
            return true;
        }

        int start = reader.Position;
        bool ok = reader.TryPeekType(out MessagePackType found) && found == type && reader.TrySkip();
        length = reader.Position - start;
        return ok;
    }
}
