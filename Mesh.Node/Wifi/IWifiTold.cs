namespace Mesh.Node.Wifi;

/// <summary>Is told what happens, for people and programs.</summary>
internal interface IWifiTold
{
    /// <summary>This machine is in a group now, or in none any more.</summary>
    Task GroupAsync(P2pGroup group, bool isIn, string why);

    /// <summary>A machine joined or left the group that this one owns.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="name">What it calls itself; null when it did not say.</param>
    /// <param name="isIn">Whether it joined.</param>
    Task MemberAsync(string address, string? name, bool isIn);

    /// <summary>Something that a person who waits wants to know.</summary>
    Task NoteAsync(string sentence);
}
