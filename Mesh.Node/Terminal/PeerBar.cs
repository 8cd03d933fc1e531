using System.Globalization;

namespace Mesh.Node.Terminal;

/// <summary>The right column of a wide screen: who is there, neighbours before those further away.</summary>
internal static class PeerBar
{
    /// <summary>Columns of the screen from which on there is room for it.</summary>
    public const int ScreenWidthMin = 80;

    private const int WidthMin = 20;
    private const int WidthMax = 28;

    public static int WidthIn(int screenWidth) => screenWidth < ScreenWidthMin ? 0 : Math.Clamp(screenWidth / 5, WidthMin, WidthMax);

    public static void Draw(Frame frame, ChatModel model, int top, int height)
    {
        int width = WidthIn(frame.Width);
        int left = frame.Width - width;
        for (int i = 0; i < height; i++)
        {
            frame.Write(left, top + i, "│", Palette.Faint);
        }

        int y = top;
        int end = top + height;
        List<MeshPeer> near = [.. model.Surroundings.Peers.Where(peer => peer.IsNeighbour)];
        List<MeshPeer> far = [.. model.Surroundings.Peers.Where(peer => !peer.IsNeighbour)];
        y = DrawGroup(frame, model, left + 2, y, end, "Near", near, far.Count > 0 ? 2 : 0);
        if (far.Count > 0)
        {
            _ = DrawGroup(frame, model, left + 2, near.Count > 0 ? y + 1 : y, end, "Further", far, 0);
        }

        if (near.Count + far.Count == 0)
        {
            frame.WriteClipped(left + 2, top, "Nobody near", Palette.Faint, width - 3);
        }
    }

    private static int DrawGroup(Frame frame, ChatModel model, int left, int top, int end, string title, List<MeshPeer> peers, int reserved)
    {
        if (peers.Count == 0 || top >= end)
        {
            return top;
        }

        int right = frame.Width - 1;
        int behind = frame.Write(left, top, title, Palette.Faint.With(TextEffects.Bold), right);
        frame.Write(behind + 1, top, peers.Count.ToString(CultureInfo.InvariantCulture), Palette.Faint, right);
        int y = top + 1;
        int roomFor = end - y - reserved;
        int shown = peers.Count <= roomFor ? peers.Count : Math.Max(0, roomFor - 1);
        for (int i = 0; i < shown; i++)
        {
            DrawPeer(frame, model, left, y++, right, peers[i]);
        }

        if (shown < peers.Count && y < end)
        {
            frame.Write(left + 2, y++, string.Create(CultureInfo.InvariantCulture, $"and {peers.Count - shown} more"), Palette.Faint, right);
        }

        return y;
    }

    /// <summary>A filled mark means a link to the peer is up; who is not in the room shown is faint.</summary>
    private static void DrawPeer(Frame frame, ChatModel model, int left, int y, int right, MeshPeer peer)
    {
        bool here = peer.Rooms.Contains(model.Current.Name);
        Style style = new(here ? Palette.OfAuthor(peer.Id) : Palette.Faint.Foreground);
        string hops = peer.IsNeighbour ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{peer.Hops} hops");
        int hopsLeft = right - hops.Length;
        frame.Write(left, y, peer.IsNeighbour ? "●" : "○", style, right);
        frame.WriteClipped(left + 2, y, model.Surroundings.Label(peer.Id, peer.Name), style, (hops.Length > 0 ? hopsLeft - 1 : right) - left - 2);
        frame.Write(hopsLeft, y, hops, Palette.Faint, right);
    }
}
