namespace Mesh.Discovery.Mdns;

/// <summary>A message's sections, in the order in which they must be written.</summary>
internal enum DnsSection
{
    /// <summary>Questions.</summary>
    Question,

    /// <summary>Answers, or a query's known answers.</summary>
    Answer,

    /// <summary>A probe's claims.</summary>
    Authority,

    /// <summary>Records sent along.</summary>
    Additional,
}
