using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>What a pump item is.</summary>
internal enum PumpItemKind : byte
{
    /// <summary>An input for the machine as it is. When the subject is a <see cref="TaskCompletionSource"/> it completes once the input was handled.</summary>
    Input,

    /// <summary>The answer to a signature request: as <see cref="Input"/>, and one request fewer is outstanding.</summary>
    SignatureAnswer,

    /// <summary>A whole message: subject = <see cref="RentedFrame"/>, the link in the input.</summary>
    Frame,

    /// <summary>A connection stands: subject = the ILink, Number = dial token or 0.</summary>
    LinkStands,

    /// <summary>A link's loops have ended: subject = <see cref="LinkDriver"/>, detail = the reason.</summary>
    LinkEnded,

    /// <summary>A dial failed: subject = <see cref="DialFault"/>, the input is complete.</summary>
    DialFailed,

    /// <summary>A record of the own bundle with tag Number was written to a link.</summary>
    BundleWritten,

    /// <summary>Discovery told something: subject = PeerSighting.</summary>
    Sighting,

    /// <summary>Somebody asks what the node knows of its surroundings: subject = <see cref="DiagnosisRequest"/>.</summary>
    Diagnose,

    /// <summary>The node stops: the machine says goodbye, then every link closes. Subject = <see cref="TaskCompletionSource"/>.</summary>
    Stop,
}

/// <summary>One thing that the pump handles.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Input">The machine's input, or the numbers that belong to it.</param>
/// <param name="Subject">What it is about; its type is said at the kind.</param>
/// <param name="Detail">A reason, where the kind has one.</param>
internal readonly record struct PumpItem(PumpItemKind Kind, MeshInput Input = default, object? Subject = null, string? Detail = null);
