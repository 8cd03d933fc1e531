namespace Mesh.Simulator.Network;

/// <summary>
/// What a protocol promises beyond what every one must keep (nothing twice, nothing that nobody wrote, nothing before contacts allow it, limits). It is judged by no more than that.
/// </summary>
[Flags]
internal enum ProtocolPromises
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>An author's messages are shown in their order; a later one waits two seconds for a missing earlier one (docs/protocol.md, "Delivery").</summary>
    AuthorOrder = 1,

    /// <summary>Whoever stays in reach of somebody who has a message gets it.</summary>
    EventualDelivery = 2,

    /// <summary>When everything is everywhere, no more payload flows.</summary>
    Quiescence = 4,

    /// <summary>What nodes ship with promises all of it.</summary>
    All = AuthorOrder | EventualDelivery | Quiescence,
}
