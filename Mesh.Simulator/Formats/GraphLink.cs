namespace Mesh.Simulator.Formats;

/// <summary>A link of a graph.</summary>
/// <param name="A">The lower number.</param>
/// <param name="B">The higher number.</param>
/// <param name="Quality">Share of frames from <paramref name="A"/> that reach <paramref name="B"/>, 0 to 1; 1 where the file does not say.</param>
/// <param name="ReverseQuality">The same from <paramref name="B"/> to <paramref name="A"/>.</param>
/// <param name="Kind">What the file calls its kind, such as <c>wifi</c> or <c>vpn</c>; empty where it does not say.</param>
internal readonly record struct GraphLink(int A, int B, double Quality = 1, double ReverseQuality = 1, string Kind = "");
