using Mesh.Node.Chat;

namespace Mesh.Node.Wamp;

/// <summary>Why a call failed, in WAMP's words.</summary>
internal static class CallFailures
{
    /// <summary>The error's URI and what goes with it: the callee's own values, or else one sentence.</summary>
    public static (string Uri, MeshArguments Arguments) Of(Exception fault) => fault switch
    {
        MeshCallException { Failure: MeshCallFailure.Failed, Error.Length: > 0 } own => (own.Error, own.Arguments),
        MeshCallException { Failure: MeshCallFailure.Failed } own => (WampErrors.RuntimeError, Sentence(own)),
        MeshCallException known => (Of(known.Failure), Sentence(known)),
        OperationCanceledException => (WampErrors.Canceled, MeshArguments.Of("The call was cancelled.")),
        ArgumentException => (WampErrors.InvalidUri, MeshArguments.Of(PlainMessage.Of(fault))),
        ObjectDisposedException => (WampErrors.SystemShutdown, MeshArguments.Of("The node is stopping.")),
        _ => (WampErrors.RuntimeError, MeshArguments.Of("The call failed inside the node; its log says why.")),
    };

    private static string Of(MeshCallFailure failure) => failure switch
    {
        MeshCallFailure.NoSuchProcedure => WampErrors.NoSuchProcedure,
        MeshCallFailure.NoRoute => WampErrors.NoRoute,
        MeshCallFailure.TimedOut => WampErrors.Timeout,
        MeshCallFailure.Cancelled => WampErrors.Canceled,
        MeshCallFailure.OutcomeUnknown => WampErrors.OutcomeUnknown,
        _ => WampErrors.RuntimeError,
    };

    private static MeshArguments Sentence(MeshCallException fault) =>
        fault.Arguments.PositionalBytes.Length + fault.Arguments.NamedBytes.Length > MeshArguments.Empty.PositionalBytes.Length + MeshArguments.Empty.NamedBytes.Length
            ? fault.Arguments
            : MeshArguments.Of(PlainMessage.Of(fault));
}
