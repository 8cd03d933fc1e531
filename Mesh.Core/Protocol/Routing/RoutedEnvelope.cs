namespace Mesh.Protocol.Routing;

/// <summary>How a routed bundle travels.</summary>
/// <param name="Attempt">Which attempt of its author it is.</param>
/// <param name="IsBroadcast">Whether it goes to everybody.</param>
internal sealed record RoutedEnvelope(byte Attempt, bool IsBroadcast);
