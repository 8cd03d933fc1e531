using Mesh.Protocol.Calls;

namespace Mesh.Hosting;

/// <summary>Answers of calls between the application's form and that in which they travel. Pure.</summary>
internal static class CallTexts
{
    public static AnswerBody AnswerOf(MeshArguments? result, MeshCallException? failure) => failure is null
        ? new AnswerBody(AnswerKind.Outcome, 0, Payload: Payload.Of(result ?? MeshArguments.Empty))
        : new AnswerBody(AnswerKind.Error, 0, FailureOf(failure.Failure), failure.Error, failure.Message, Payload.Of(failure.Arguments));

    /// <summary>The result, or the exception that it stands for.</summary>
    /// <exception cref="MeshCallException">There is no result.</exception>
    public static MeshArguments ResultOf(AnswerBody answer)
    {
        MeshArguments? arguments = Payload.Read(answer.Payload);
        if (answer.Kind == AnswerKind.Error)
        {
            throw new MeshCallException(FailureOf(answer.Failure), PeerText.Line(answer.Sentence), PeerText.Line(answer.Name), arguments);
        }

        return arguments ?? throw new MeshCallException(MeshCallFailure.Failed, "The callee's values are no MessagePack of an array and a map.", "mesh.error.malformed");
    }

    private static CallFailure FailureOf(MeshCallFailure failure) => failure switch
    {
        MeshCallFailure.NoSuchProcedure => CallFailure.NoSuchProcedure,
        MeshCallFailure.NoRoute => CallFailure.NoRoute,
        MeshCallFailure.TimedOut => CallFailure.TimedOut,
        MeshCallFailure.Cancelled => CallFailure.Cancelled,
        MeshCallFailure.OutcomeUnknown => CallFailure.OutcomeUnknown,
        _ => CallFailure.Failed,
    };

    private static MeshCallFailure FailureOf(CallFailure failure) => failure switch
    {
        CallFailure.NoSuchProcedure => MeshCallFailure.NoSuchProcedure,
        CallFailure.NoRoute or CallFailure.Stale or CallFailure.Busy => MeshCallFailure.NoRoute,
        CallFailure.TimedOut => MeshCallFailure.TimedOut,
        CallFailure.Cancelled => MeshCallFailure.Cancelled,
        CallFailure.OutcomeUnknown => MeshCallFailure.OutcomeUnknown,
        _ => MeshCallFailure.Failed,
    };
}
