using System.Net;

namespace Mesh.Node.Doctor;

/// <summary>What the doctor asks of the machine: files, programs, sockets. The one seam between probes and the system, so that tests stage a machine.</summary>
internal interface IMachine
{
    /// <summary>"linux", "windows", "macos" or "other".</summary>
    string System { get; }

    /// <summary>Whether this process has the rights of root.</summary>
    bool IsPrivileged { get; }

    /// <summary>The text of a file; null when it is not there or may not be read.</summary>
    string? Read(string path);

    /// <summary>Names in a folder; none when it is not there or may not be read.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Where a symbolic link leads; null when it is none or may not be read.</summary>
    string? Target(string link);

    /// <summary>Room on the disk of a folder; null when unknown.</summary>
    (long Free, long Total)? Space(string folder);

    /// <summary>What a program prints; null when it is not installed, fails, or takes too long.</summary>
    Task<string?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken);

    /// <summary>Whether a multicast to the group of multicast DNS, sent on an interface, comes back; null when it could not be sent.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="ipv6">The family.</param>
    /// <param name="port">The port that it is sent to and from; 0 for a free one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<bool?> ReturnsMulticastAsync(int interfaceIndex, bool ipv6, int port, CancellationToken cancellationToken);

    /// <summary>How a TCP connection ends: "connected", "refused", "timed-out" or "unreachable".</summary>
    Task<string> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken);

    /// <summary>Sends a datagram that nobody expects to a neighbour, so that the system looks for it anew.</summary>
    void Nudge(IPAddress address);

    /// <summary>Lets some time pass.</summary>
    Task WaitAsync(TimeSpan time, CancellationToken cancellationToken);
}
