namespace Mesh.Protocol.Calls;

/// <summary>What a callee says of a call; the values are message kinds.</summary>
internal enum AnswerKind : byte
{
    /// <summary>It has the call and is at it.</summary>
    Ack = 17,

    /// <summary>A progressive result.</summary>
    Progress = 18,

    /// <summary>The result.</summary>
    Outcome = 19,

    /// <summary>There is no result.</summary>
    Error = 20,
}
