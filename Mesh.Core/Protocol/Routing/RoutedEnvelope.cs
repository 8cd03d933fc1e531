namespace Mesh.Protocol.Routing;

/// <summary>How a routed bundle travels.</summary>
/// <param name="Attempt">Which attempt of its author it is.</param>
/// <param name="IsBroadcast">Whether it goes to everybody.</param>
/// <param name="IsRepeat">Whether the bundle was here before in another attempt.</param>
internal sealed record RoutedEnvelope(byte Attempt, bool IsBroadcast, bool IsRepeat = false);
