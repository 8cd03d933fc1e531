using System.Buffers;
using Mesh.Wire;

namespace Mesh.Node.Wamp;

/// <summary>The router's messages as MessagePack (WAMP, basic profile, "Message Definitions").</summary>
internal static class OutgoingMessage
{
    /// <summary>Room for everything but arguments and texts.</summary>
    private const int HeaderBytes = 96;

    public static ReadOnlyMemory<byte> Welcome(long session, IReadOnlyList<(string Key, string Value)> details)
    {
        ArrayBufferWriter<byte> output = new(1024);
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(3);
        writer.WriteInt64((int)WampCode.Welcome);
        writer.WriteInt64(session);
        writer.WriteMapHeader(details.Count + 1);
        foreach ((string key, string value) in details)
        {
            writer.WriteString(key);
            writer.WriteString(value);
        }

        writer.WriteString("roles");
        writer.WriteMapHeader(2);
        WriteRole(writer, "broker", ["pattern_based_subscription", "publisher_exclusion", "publisher_identification"]);
        WriteRole(writer, "dealer", ["progressive_call_results", "call_timeout", "call_canceling", "caller_identification"]);
        return output.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Challenge(string method)
    {
        MessagePackWriter writer = Begin(WampCode.Challenge, 3, HeaderBytes, out ArrayBufferWriter<byte> output);
        writer.WriteString(method);
        writer.WriteMapHeader(0);
        return output.WrittenMemory;
    }

    /// <summary>ABORT or GOODBYE.</summary>
    public static ReadOnlyMemory<byte> Ending(WampCode code, string reason, string message)
    {
        MessagePackWriter writer = Begin(code, 3, HeaderBytes, out ArrayBufferWriter<byte> output);
        writer.WriteMapHeader(message.Length > 0 ? 1 : 0);
        if (message.Length > 0)
        {
            writer.WriteString("message");
            writer.WriteString(message);
        }

        writer.WriteString(reason);
        return output.WrittenMemory;
    }

    /// <summary>PUBLISHED, SUBSCRIBED and REGISTERED: the request, and what it made.</summary>
    public static ReadOnlyMemory<byte> Done(WampCode code, long request, long made)
    {
        MessagePackWriter writer = Begin(code, 3, HeaderBytes, out ArrayBufferWriter<byte> output);
        writer.WriteInt64(request);
        writer.WriteInt64(made);
        return output.WrittenMemory;
    }

    /// <summary>UNSUBSCRIBED and UNREGISTERED.</summary>
    public static ReadOnlyMemory<byte> Done(WampCode code, long request)
    {
        MessagePackWriter writer = Begin(code, 2, HeaderBytes, out ArrayBufferWriter<byte> output);
        writer.WriteInt64(request);
        return output.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Error(WampCode failed, long request, string uri, MeshArguments arguments)
    {
        MessagePackWriter writer = Begin(WampCode.Error, 5 + Extra(arguments), Room(arguments) + (3 * uri.Length), out ArrayBufferWriter<byte> output);
        writer.WriteInt64((int)failed);
        writer.WriteInt64(request);
        writer.WriteMapHeader(0);
        writer.WriteString(uri);
        return WithArguments(writer, output, arguments);
    }

    /// <summary>EVENT.</summary>
    /// <param name="subscription">The subscription that matched.</param>
    /// <param name="happening">What was published.</param>
    /// <param name="tellsTopic">Whether the subscription is a pattern, so that the topic is told.</param>
    public static ReadOnlyMemory<byte> Event(long subscription, TopicEvent happening, bool tellsTopic)
    {
        MeshArguments arguments = happening.Arguments;
        bool tellsPublisher = happening is { DisclosesPublisher: true, Publisher: > 0 };
        int room = Room(arguments) + (tellsTopic ? 3 * happening.Topic.Length : 0);
        MessagePackWriter writer = Begin(WampCode.Event, 4 + Extra(arguments), room, out ArrayBufferWriter<byte> output);
        writer.WriteInt64(subscription);
        writer.WriteInt64(happening.Publication);
        writer.WriteMapHeader((tellsTopic ? 1 : 0) + (tellsPublisher ? 2 : 0));
        if (tellsTopic)
        {
            writer.WriteString("topic");
            writer.WriteString(happening.Topic);
        }

        if (tellsPublisher)
        {
            writer.WriteString("publisher");
            writer.WriteInt64(happening.Publisher);
            writer.WriteString("publisher_authid");
            writer.WriteString(happening.From.ToString());
        }

        return WithArguments(writer, output, arguments);
    }

    public static ReadOnlyMemory<byte> Result(long request, bool isProgress, MeshArguments arguments)
    {
        MessagePackWriter writer = Begin(WampCode.CallResult, 3 + Extra(arguments), Room(arguments), out ArrayBufferWriter<byte> output);
        writer.WriteInt64(request);
        writer.WriteMapHeader(isProgress ? 1 : 0);
        if (isProgress)
        {
            writer.WriteString("progress");
            writer.WriteBoolean(true);
        }

        return WithArguments(writer, output, arguments);
    }

    public static ReadOnlyMemory<byte> Invocation(long request, long registration, MeshCall call, bool mayProgress)
    {
        bool tellsCaller = call.Caller > 0;
        bool tellsProgress = mayProgress && call.WantsProgress;
        MessagePackWriter writer = Begin(WampCode.Invocation, 4 + Extra(call.Arguments), Room(call.Arguments), out ArrayBufferWriter<byte> output);
        writer.WriteInt64(request);
        writer.WriteInt64(registration);
        writer.WriteMapHeader((tellsProgress ? 1 : 0) + (tellsCaller ? 2 : 0));
        if (tellsProgress)
        {
            writer.WriteString("receive_progress");
            writer.WriteBoolean(true);
        }

        if (tellsCaller)
        {
            writer.WriteString("caller");
            writer.WriteInt64(call.Caller);
            writer.WriteString("caller_authid");
            writer.WriteString(call.From.ToString());
        }

        return WithArguments(writer, output, call.Arguments);
    }

    /// <summary>INTERRUPT after which no answer is waited for.</summary>
    public static ReadOnlyMemory<byte> Interrupt(long request)
    {
        MessagePackWriter writer = Begin(WampCode.Interrupt, 3, HeaderBytes, out ArrayBufferWriter<byte> output);
        writer.WriteInt64(request);
        writer.WriteMapHeader(1);
        writer.WriteString("mode");
        writer.WriteString("killnowait");
        return output.WrittenMemory;
    }

    private static void WriteRole(MessagePackWriter writer, string role, string[] features)
    {
        writer.WriteString(role);
        writer.WriteMapHeader(1);
        writer.WriteString("features");
        writer.WriteMapHeader(features.Length);
        foreach (string feature in features)
        {
            writer.WriteString(feature);
            writer.WriteBoolean(true);
        }
    }

    private static MessagePackWriter Begin(WampCode code, int fields, int room, out ArrayBufferWriter<byte> output)
    {
        output = new ArrayBufferWriter<byte>(room);
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(fields);
        writer.WriteInt64((int)code);
        return writer;
    }

    private static int Room(MeshArguments arguments) => HeaderBytes + arguments.PositionalBytes.Length + arguments.NamedBytes.Length;

    /// <summary>How many of the two lists are written: named ones only behind positional ones, and neither when it is empty.</summary>
    private static int Extra(MeshArguments arguments) => arguments.NamedBytes.Length > 1 ? 2 : arguments.PositionalBytes.Length > 1 ? 1 : 0;

    private static ReadOnlyMemory<byte> WithArguments(MessagePackWriter writer, ArrayBufferWriter<byte> output, MeshArguments arguments)
    {
        int extra = Extra(arguments);
        if (extra > 0)
        {
            writer.WriteEncoded(arguments.PositionalBytes.Span);
        }

        if (extra > 1)
        {
            writer.WriteEncoded(arguments.NamedBytes.Span);
        }

        return output.WrittenMemory;
    }
}
