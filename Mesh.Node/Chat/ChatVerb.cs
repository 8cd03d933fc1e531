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

    /// <summary>Ask every node on the way to the peer that the argument names.</summary>
    Ping,

    /// <summary>Show the way to the peer, or of the message, that the argument names.</summary>
    Trace,

    /// <summary>Draw who is linked with whom.</summary>
    Map,

    /// <summary>Tell how the node is doing.</summary>
    Status,

    /// <summary>Take the argument as name.</summary>
    Nick,

    /// <summary>Show the slides in the file that the argument names.</summary>
    Present,

    /// <summary>Turn the slides shown to where the argument says: "next" (or nothing), "back", a number, "end".</summary>
    Turn,

    /// <summary>Begin or stop to read here the slides that somebody shows.</summary>
    Slides,

    /// <summary>Tell where the page is.</summary>
    Page,

    /// <summary>Make an invite for a guest of the room that the argument names, or of the present one when it is empty.</summary>
    Invite,

    /// <summary>Tell why others are not seen.</summary>
    Doctor,

    /// <summary>List the commands.</summary>
    Help,

    /// <summary>Say goodbye.</summary>
    Quit,

    /// <summary>The line is no command; the argument is one sentence that says why and what to do.</summary>
    Mistake,
}
