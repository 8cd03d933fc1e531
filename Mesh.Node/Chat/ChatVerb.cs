namespace Mesh.Node.Chat;

/// <summary>What a line that a person typed asks for.</summary>
internal enum ChatVerb
{
    /// <summary>Nothing: the line is blank.</summary>
    Nothing,

    /// <summary>Say the argument in the room.</summary>
    Say,

    /// <summary>Do the argument in the room: "/me waves".</summary>
    Act,

    /// <summary>Join the room that the argument names.</summary>
    Join,

    /// <summary>Leave the room that the argument names, or the present one when it is empty.</summary>
    Leave,

    /// <summary>List the joined rooms.</summary>
    Rooms,

    /// <summary>List who is in the room that the argument names, or in the present one when it is empty.</summary>
    Who,

    /// <summary>List everybody heard of and by which link.</summary>
    Peers,

    /// <summary>Take the argument as name.</summary>
    Nick,

    /// <summary>List the commands.</summary>
    Help,

    /// <summary>Say goodbye.</summary>
    Quit,

    /// <summary>The line is no command; the argument is one sentence that says why and what to do.</summary>
    Mistake,
}
