using System.Globalization;
using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>The topmost row: rooms with what is unread in them, and at the right the network.</summary>
internal static class RoomBar
{
    private const int NetworkWidthMin = 60;

    public static void Draw(Frame frame, ChatModel model)
    {
        frame.Fill(0, 0, frame.Width, Palette.Bar);
        string network = $" {Printable.Name(model.Surroundings.Network)} ";
        int right = frame.Width;
        if (frame.Width >= NetworkWidthMin)
        {
            int width = Math.Min(CellWidth.OfText(network), frame.Width / 4);
            right -= width;
            frame.WriteClipped(right, 0, network, Palette.BarFaint, width);
        }

        DrawRooms(frame, model, right);
    }

    /// <summary>Draws the rooms from the first that lets the present one be in view.</summary>
    private static void DrawRooms(Frame frame, ChatModel model, int right)
    {
        List<string> titles = [.. model.Rooms.Select((room, place) => Title(room, place, room == model.Current))];
        int current = 0;
        while (current < titles.Count - 1 && model.Rooms[current] != model.Current)
        {
            current++;
        }

        int first = 0;
        while (first < current && titles.Skip(first).Take(current - first + 1).Sum(CellWidth.OfText) > right - 2)
        {
            first++;
        }

        int x = first > 0 ? frame.Write(0, 0, "‹", Palette.BarFaint, right) : 0;
        for (int i = first; i < titles.Count; i++)
        {
            RoomLog room = model.Rooms[i];
            Style style = room == model.Current ? Palette.BarCurrent : Palette.Bar;
            style = room != model.Current && room.Unread > 0 ? Palette.BarUnread : style;
            if (x + CellWidth.OfText(titles[i]) >= right && i > first)
            {
                frame.Write(Math.Min(x, right - 1), 0, "›", model.Rooms.Skip(i).Any(hidden => hidden.Unread > 0) ? Palette.BarUnread : Palette.BarFaint, right);
                return;
            }

            x = frame.WriteClipped(x, 0, titles[i], room.HasMention ? Palette.BarAlert : style, right - x);
        }

        if (titles.Count == 0)
        {
            frame.WriteClipped(0, 0, " no room ", Palette.BarFaint, right);
        }
    }

    private static string Title(RoomLog room, int place, bool isCurrent)
    {
        string number = place < 9 ? (place + 1).ToString(CultureInfo.InvariantCulture) + " " : string.Empty;
        string unread = isCurrent || room.Unread == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" {Math.Min(room.Unread, 999)}{(room.HasMention ? "!" : "")}");
        return $" {number}{Printable.Name(room.Name)}{unread} ";
    }
}
