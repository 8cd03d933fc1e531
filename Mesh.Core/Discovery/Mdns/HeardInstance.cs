using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>What one segment heard about one announced instance.</summary>
internal sealed class HeardInstance
{
    private readonly List<(IPEndPoint EndPoint, MeshInstant At)> _reports = [];

    /// <summary>Creates an entry that knows only its name.</summary>
    public HeardInstance(DnsName name, IPAddress source, MeshInstant now)
    {
        Name = name;
        Source = source;
        LastHeardAt = now;
        ResolveAt = now + MdnsLimits.ResolvePause;
    }

    /// <summary>The instance name.</summary>
    public DnsName Name { get; }

    /// <summary>The address that the last packet about it came from.</summary>
    public IPAddress Source { get; set; }

    /// <summary>When it was last heard.</summary>
    public MeshInstant LastHeardAt { get; set; }

    /// <summary>Until when the pointer to it is believed; zero when none was heard.</summary>
    public MeshInstant PointerExpiresAt { get; set; }

    /// <summary>Until when its service record is believed; zero when none was heard.</summary>
    public MeshInstant ServiceExpiresAt { get; set; }

    /// <summary>The host that it runs on.</summary>
    public DnsName? Host { get; set; }

    /// <summary>Where it accepts links; 0 when unknown.</summary>
    public int Port { get; set; }

    /// <summary>Its text, or null when not heard.</summary>
    public ServiceText? Text { get; set; }

    /// <summary>The addresses announced for its host; at most <see cref="MdnsLimits.AddressesPerInstanceMax"/>.</summary>
    public List<IPAddress> Addresses { get; } = [];

    /// <summary>How often the rest of it was asked for.</summary>
    public int ResolveTries { get; set; }

    /// <summary>When the rest of it is asked for.</summary>
    public MeshInstant ResolveAt { get; set; }

    /// <summary>Whether it can be dialled and tells who it is.</summary>
    public bool IsComplete => Port != 0 && Host is not null && Text is not null;

    /// <summary>Until when it is kept: as long as its service record, or before that came, its pointer.</summary>
    public MeshInstant ExpiresAt => ServiceExpiresAt == MeshInstant.Zero ? PointerExpiresAt : ServiceExpiresAt;

    /// <summary>When the rest of it must be asked for; never when nothing is missing or it was asked often enough.</summary>
    public MeshInstant ResolveDueAt => IsComplete || ResolveTries >= MdnsLimits.ResolveTriesMax ? MeshInstant.Never : ResolveAt;

    /// <summary>Whether <paramref name="endPoint"/> is to be reported: new, or not reported for a while.</summary>
    public bool TryReport(IPEndPoint endPoint, MeshInstant now)
    {
        int at = _reports.FindIndex(report => report.EndPoint.Equals(endPoint));
        if (at >= 0 && now - _reports[at].At < MdnsLimits.ReportPause)
        {
            return false;
        }

        if (at >= 0 || _reports.Count > MdnsLimits.AddressesPerInstanceMax)
        {
            _reports.RemoveAt(Math.Max(at, 0));
        }

        _reports.Add((endPoint, now));
        return true;
    }
}
