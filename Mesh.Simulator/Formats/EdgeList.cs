using System.Globalization;

namespace Mesh.Simulator.Formats;

/// <summary>A link on each line: <c>a b [weight]</c>, blanks or commas between; <c>#</c> and <c>%</c> begin comments.</summary>
internal static class EdgeList
{
    /// <summary>Reads a file. A weight from 0 to 1 is the quality from a to b; any other weight says nothing about a radio and is left out.</summary>
    public static Imported Read(FormatSource source)
    {
        using LineReader reader = source.OpenLines();
        GraphLedger ledger = new();
        while (reader.NextRecord("#%"))
        {
            reader.Separator = reader.Text.Contains(',') ? ',' : ' ';
            string a = reader.NextName("a node");
            string b = reader.NextName("a second node");
            double? quality = null;
            if (reader.TryNext())
            {
                double weight = double.TryParse(reader.Field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : throw reader.Fault("a weight, a number");
                quality = weight is >= 0 and <= 1 ? weight : null;
            }

            reader.EndLine("the weight");
            ledger.AddLink(a, b, quality, null, "", reader.Fault);
        }

        return ledger.Build(source.Name);
    }
}
