using System.Globalization;
using System.Text;
using System.Text.Json;
using Engramm.Content.Infusion;
using Engramm.Quantities;

namespace Engramm.Server.Cli;

/// <summary>How a table is written.</summary>
internal enum TableFormat
{
    Csv,
    Json,
}

/// <summary>Columns over time. Numbers are written so that they read back as the same number.</summary>
/// <param name="Model">The model that predicts.</param>
/// <param name="IsEstablished">Whether every number behind the columns may be presented as established.</param>
/// <param name="Times">Minutes.</param>
/// <param name="Columns">Name and one value for each time.</param>
internal sealed record SimulationTable(KineticModel Model, bool IsEstablished, double[] Times, IReadOnlyList<(string Name, double[] Values)> Columns)
{
    /// <summary>What else must be said of it: columns that are exploratory, an age that is not known.</summary>
    public IReadOnlyList<string> Cautions { get; init; } = [];

    /// <summary>What the table is, for the eyes.</summary>
    public string Heading =>
        $"{Model.Name.In(Language.English)}: {PkCommand.Written(Model.Substance)}, {PkCommand.Written(Model.Site)}, ng/mL, doses as base; "
        + $"{(IsEstablished ? "each number was seen in a source" : "some numbers are unverified or assumed")}. {string.Concat(Cautions.Select(c => c + " "))}{PkCommand.NotFor}";

    /// <summary>The whole table; lines end with a line feed.</summary>
    public string ToText(TableFormat format)
    {
        if (format == TableFormat.Json)
        {
            return PkCommand.Json(Write);
        }

        var text = new StringBuilder().AppendJoin(',', Columns.Select(c => c.Name).Prepend("time_min")).Append('\n');
        for (var row = 0; row < Times.Length; row++)
        {
            text.AppendJoin(',', Columns.Select(c => Plain(c.Values[row])).Prepend(Plain(Times[row]))).Append('\n');
        }

        return text.ToString();
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("model", Model.Id);
        writer.WriteString("substance", PkCommand.Written(Model.Substance));
        writer.WriteString("site", PkCommand.Written(Model.Site));
        writer.WriteString("amounts_as", PkCommand.Written(Model.AmountsAs));
        writer.WriteBoolean("established", IsEstablished);
        writer.WriteString("not_for", PkCommand.NotFor);
        writer.WriteStartArray("notes");
        foreach (var note in Model.Notes)
        {
            writer.WriteStringValue(note.In(Language.English));
        }

        foreach (var caution in Cautions)
        {
            writer.WriteStringValue(caution);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("columns");
        writer.WriteStringValue("time_min");
        foreach (var (name, _) in Columns)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        for (var row = 0; row < Times.Length; row++)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(Times[row]);
            foreach (var (_, values) in Columns)
            {
                writer.WriteNumberValue(values[row]);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
