using Mesh.Wire;

namespace Mesh.Protocol.Calls;

/// <summary>A call of another node that this one executes or has answered.</summary>
/// <param name="invocation">Names it towards the application.</param>
/// <param name="caller">Who calls.</param>
/// <param name="incarnation">The caller's run.</param>
/// <param name="number">Its number there.</param>
internal sealed class ServedCall(long invocation, PeerId caller, ulong incarnation, ulong number)
{
    /// <summary>Names it towards the application.</summary>
    public long Invocation { get; } = invocation;

    /// <summary>Who calls.</summary>
    public PeerId Caller { get; } = caller;

    /// <summary>The caller's run and the call's number there: executed at most once.</summary>
    public (PeerId Caller, ulong Incarnation, ulong Number) Key { get; } = (caller, incarnation, number);

    /// <summary>The call's number.</summary>
    public ulong Number { get; } = number;

    /// <summary>Whether the answer is written.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>The signed answer; null until it is signed.</summary>
    public SignedBundle? Answer { get; set; }

    /// <summary>Attempts to bring the answer.</summary>
    public byte Attempt { get; set; }

    /// <summary>When the answer was written.</summary>
    public MeshInstant AnsweredAt { get; set; }
}
