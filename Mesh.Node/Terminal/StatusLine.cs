using System.Globalization;
using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>The row over the input: who this is, how many links are up, and what the moment asks to say.</summary>
internal static class StatusLine
{
    private const int DetailsWidthMin = 50;

    public static void Draw(Frame frame, ChatModel model, Completion completion, int linesBelow, int y)
    {
        frame.Fill(0, y, frame.Width, Palette.Bar);
        string lines = linesBelow > 0 ? linesBelow.ToString(CultureInfo.InvariantCulture) : "more";
        string below = model.Current.Scroll is null ? string.Empty : $" ↓ {lines} below, PgDn ";
        int right = frame.Width - CellWidth.OfText(below);
        frame.Write(Math.Max(0, right), y, below, Palette.BarAlert);
        if (completion.Candidates.Count > 1)
        {
            DrawCandidates(frame, completion, y, right);
            return;
        }

        if (model.Hint.Length > 0)
        {
            frame.WriteClipped(1, y, model.Hint, Palette.BarAlert, right - 1);
            return;
        }

        ChatSurroundings near = model.Surroundings;
        int x = frame.WriteClipped(1, y, Printable.Name(near.OwnName), new Style(Palette.Bar.Foreground, Palette.Bar.Background, TextEffects.Bold), right - 2);
        string links = near.Links.Count switch
        {
            0 => "no link",
            1 => "1 link",
            int count => string.Create(CultureInfo.InvariantCulture, $"{count} links"),
        };
        x = frame.WriteClipped(x, y, " · " + links, near.Links.Count == 0 ? Palette.BarAlert : Palette.Bar, right - x);
        int further = near.Peers.Count(peer => !peer.IsNeighbour);
        if (further > 0)
        {
            x = frame.WriteClipped(x, y, string.Create(CultureInfo.InvariantCulture, $" · {further} further"), Palette.Bar, right - x);
        }

        string keys = "Tab completes · Alt+1…9 room · /help ";
        int keysWidth = CellWidth.OfText(keys);
        if (frame.Width >= DetailsWidthMin && right - x > keysWidth + 2)
        {
            frame.Write(right - keysWidth, y, keys, Palette.BarFaint);
        }
    }

    private static void DrawCandidates(Frame frame, Completion completion, int y, int right)
    {
        int x = 1;
        int first = Math.Max(0, completion.Chosen - 2);
        for (int i = first; i < completion.Candidates.Count && x < right - 1; i++)
        {
            Style style = i == completion.Chosen ? Palette.BarCurrent : Palette.Bar;
            x = frame.WriteClipped(x, y, completion.Candidates[i].Trim(' ', ':'), style, right - x) + 1;
        }
    }
}
