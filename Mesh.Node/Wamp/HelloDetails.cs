using Mesh.Wire;

namespace Mesh.Node.Wamp;

/// <summary>What a client tells of itself in HELLO, as far as the router asks.</summary>
internal sealed record HelloDetails
{
    /// <summary>Whether it announces at least one role.</summary>
    public bool HasRoles { get; private set; }

    /// <summary>Whether as a callee it understands INTERRUPT.</summary>
    public bool CancelsInvocations { get; private set; }

    /// <summary>Whether as a callee it sends progressive results.</summary>
    public bool YieldsProgress { get; private set; }

    /// <summary>How it would authenticate.</summary>
    public IReadOnlyList<string> AuthMethods { get; private set; } = [];

    /// <summary>Who it says it is; null when it does not.</summary>
    public string? AuthId { get; private set; }

    /// <summary>Reads the details of HELLO.</summary>
    public static bool TryRead(ref MessagePackReader reader, out HelloDetails details)
    {
        details = new HelloDetails();
        bool ok = reader.TryReadMapHeader(out int count);
        for (int i = 0; ok && i < count; i++)
        {
            ok = reader.TryReadString(out string key) && details.TryTake(key, ref reader);
        }

        return ok;
    }

    private bool TryTake(string key, ref MessagePackReader reader)
    {
        switch (key)
        {
            case "roles":
                return TryTakeRoles(ref reader);
            case "authmethods":
                return reader.TryReadNil() || TryTakeMethods(ref reader);
            case "authid":
                bool isNamed = reader.TryReadString(out string name);
                AuthId = isNamed ? name : null;
                return isNamed || reader.TryReadNil();
            default:
                return reader.TrySkip();
        }
    }

    private bool TryTakeMethods(ref MessagePackReader reader)
    {
        bool ok = reader.TryReadArrayHeader(out int count) && count <= WampLimits.AuthMethodsMax;
        string[] methods = new string[ok ? count : 0];
        for (int i = 0; ok && i < methods.Length; i++)
        {
            ok = reader.TryReadString(out methods[i]);
        }

        AuthMethods = methods;
        return ok;
    }

    private bool TryTakeRoles(ref MessagePackReader reader)
    {
        bool ok = reader.TryReadMapHeader(out int count);
        for (int i = 0; ok && i < count; i++)
        {
            ok = reader.TryReadString(out string role);
            HasRoles |= role is "publisher" or "subscriber" or "caller" or "callee";
            ok = ok && (role == "callee" ? TryTakeCallee(ref reader) : reader.TrySkip());
        }

        return ok;
    }

    private bool TryTakeCallee(ref MessagePackReader reader)
    {
        bool ok = reader.TryReadMapHeader(out int count);
        for (int i = 0; ok && i < count; i++)
        {
            ok = reader.TryReadString(out string key) && (key == "features" ? TryTakeFeatures(ref reader) : reader.TrySkip());
        }

        return ok;
    }

    private bool TryTakeFeatures(ref MessagePackReader reader)
    {
        bool ok = reader.TryReadMapHeader(out int count);
        for (int i = 0; ok && i < count; i++)
        {
            ok = reader.TryReadString(out string feature);
            bool isTruth = reader.TryReadBoolean(out bool has);
            ok = ok && (isTruth || reader.TrySkip());
            CancelsInvocations |= has && feature == "call_canceling";
            YieldsProgress |= has && feature == "progressive_call_results";
        }

        return ok;
    }
}
