namespace Mesh.Simulator.Faults;

/// <summary>A fault that can be switched on and off, each once.</summary>
internal interface IFault
{
    /// <summary>It begins.</summary>
    /// <returns>Whom it meets, for the log: "nodes 3, 5".</returns>
    string Begin();

    /// <summary>It ends, and everything is as it should be.</summary>
    void End();
}
