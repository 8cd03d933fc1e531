namespace Mesh.Simulator.Network;

/// <summary>A program that can tell how full its collections are, for the check of limits.</summary>
internal interface IFilled
{
    /// <summary>Adds how full each is.</summary>
    void AddFills(ICollection<Fill> fills);
}
