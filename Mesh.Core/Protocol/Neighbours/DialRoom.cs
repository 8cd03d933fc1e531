namespace Mesh.Protocol.Neighbours;

/// <summary>How many dials may begin now. The default has room for none.</summary>
internal struct DialRoom
{
    private readonly int _places;
    private int _others;
    private int _retries;

    /// <summary>Counts the room.</summary>
    /// <param name="places">Links that may still be opened.</param>
    /// <param name="others">Dials under way to those who were heard since their last dial.</param>
    /// <param name="retries">Dials under way to all others.</param>
    public DialRoom(int places, int others, int retries)
    {
        _places = places;
        _others = others;
        _retries = retries;
    }

    /// <summary>Whether any dial may begin.</summary>
    public readonly bool HasAny => HasRoom(isRetry: false) || HasRoom(isRetry: true);

    /// <summary>Takes the room of one dial.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryTake(bool isRetry)
    {
        if (!HasRoom(isRetry))
        {
            return false;
        }

        _retries += isRetry ? 1 : 0;
        _others += isRetry ? 0 : 1;
        return true;
    }

    private readonly bool HasRoom(bool isRetry) => isRetry
        ? _retries < ProtocolLimits.RetriesAtOnceMax && _others + _retries < _places
        : _others < ProtocolLimits.DialsAtOnceMax && _others < _places;
}
