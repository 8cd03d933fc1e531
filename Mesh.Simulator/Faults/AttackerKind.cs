namespace Mesh.Simulator.Faults;

/// <summary>Who attacks. Each takes part as a node of the network does, and does something else besides.</summary>
internal enum AttackerKind
{
    /// <summary>Takes part, announces, and passes no message on.</summary>
    Dropper,

    /// <summary>Writes far more than an author may, validly signed.</summary>
    Flooder,

    /// <summary>Sends messages in others' names with false signatures.</summary>
    Forger,

    /// <summary>Sends old messages again and again.</summary>
    Replayer,

    /// <summary>Writes under ever new names.</summary>
    Sybils,

    /// <summary>Passes messages on with the right identifier and a spoilt signature, so that others might take the genuine ones for seen.</summary>
    Poisoner,
}
