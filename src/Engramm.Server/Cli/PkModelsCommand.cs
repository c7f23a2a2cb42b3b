using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Quantities;

namespace Engramm.Server.Cli;

/// <summary><c>pk models</c>: what there is to simulate with.</summary>
internal static class PkModelsCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "As JSON, with sources, notes and ranges" };
        var command = new Command("models", "List the models with substance, sampling site and what they can predict.") { json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (models, slow, _) = PkCommand.Read();
            if (parsed.GetValue(json))
            {
                await parsed.InvocationConfiguration.Output.WriteAsync(PkCommand.Json(writer => Write(writer, models, slow), isIndented: true).AsMemory(), cancellation);
                return 0;
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(Table(models).AsMemory(), cancellation);
            await parsed.InvocationConfiguration.Error.WriteLineAsync(PkCommand.NotFor);
            return 0;
        });
        return command;
    }

    private static string Table(IReadOnlyList<KineticModel> models)
    {
        string[][] rows =
        [
            ["id", "standing", "substance", "site", "analytes", "effect sites", "spread", "kg", "years", "name"],
            .. models.OrderBy(m => m.Standing).ThenBy(m => m.Id, StringComparer.Ordinal).Select(m => new[]
            {
                m.Id,
                PkCommand.Written(m.Standing),
                PkCommand.Written(m.Substance),
                PkCommand.Written(m.Site),
                string.Join(',', m.Metabolites.Select(a => a.Id).Prepend("cp")),
                Joined(m.EffectSites.Select(e => e.Id)),
                Joined(m.Variabilities.Select(v => v.Id)),
                Range(m.WeightsKg),
                Range(m.AgesYears),
                m.Name.In(Language.English),
            }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Concat(rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + "\n"));
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<KineticModel> models, IReadOnlyList<SlowEffectModel> slow)
    {
        writer.WriteStartObject();
        writer.WriteString("not_for", PkCommand.NotFor);
        writer.WriteStartArray("models");
        foreach (var model in models)
        {
            writer.WriteStartObject();
            writer.WriteString("id", model.Id);
            Words(writer, "name", model.Name);
            writer.WriteString("standing", PkCommand.Written(model.Standing));
            writer.WriteString("substance", PkCommand.Written(model.Substance));
            writer.WriteString("amounts_as", PkCommand.Written(model.AmountsAs));
            writer.WriteString("site", PkCommand.Written(model.Site));
            Words(writer, "studied_in", model.StudiedIn);
            Range(writer, "weights_kg", model.WeightsKg);
            Range(writer, "ages_years", model.AgesYears);
            Ids(writer, "routes", Routes(model));
            Ids(writer, "analytes", model.Metabolites.Select(m => m.Id).Prepend("cp"));
            Ids(writer, "exploratory", model.Metabolites.Where(m => m.Exploratory).Select(m => m.Id));
            Ids(writer, "effect_sites", model.EffectSites.Select(e => e.Id));
            Ids(writer, "variabilities", model.Variabilities.Select(v => v.Id));
            writer.WriteBoolean("venous_readout", model.VenousReadout is not null);
            All(writer, model.Notes, model);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("slow_effects");
        foreach (var effect in slow)
        {
            writer.WriteStartObject();
            writer.WriteString("id", effect.Id);
            Words(writer, "name", effect.Name);
            writer.WriteString("substance", PkCommand.Written(effect.Substance));
            All(writer, effect.Notes, effect);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static IEnumerable<string> Routes(KineticModel model)
    {
        yield return "iv";
        if (model.Nasal is not null)
        {
            yield return "nasal";
        }

        if (model.Oral is not null)
        {
            yield return "oral";
        }
    }

    private static void All(Utf8JsonWriter writer, IReadOnlyList<Words> notes, ContentFile file)
    {
        writer.WriteStartArray("notes");
        foreach (var note in notes)
        {
            writer.WriteStartObject();
            Both(writer, note);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("sources");
        foreach (var source in file.Sources)
        {
            writer.WriteStartObject();
            writer.WriteString("citation", source.Citation);
            writer.WriteString("verification", PkCommand.Written(source.Verification));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("reviewed", file.IsReviewed);
    }

    private static void Words(Utf8JsonWriter writer, string key, Words words)
    {
        writer.WriteStartObject(key);
        Both(writer, words);
        writer.WriteEndObject();
    }

    private static void Both(Utf8JsonWriter writer, Words words)
    {
        foreach (var language in Languages.All)
        {
            writer.WriteString(language.Tag(), words.In(language));
        }
    }

    private static void Range(Utf8JsonWriter writer, string key, ModelRange range)
    {
        writer.WriteStartArray(key);
        writer.WriteNumberValue(range.Least.Value);
        writer.WriteNumberValue(range.Greatest.Value);
        writer.WriteEndArray();
    }

    private static void Ids(Utf8JsonWriter writer, string key, IEnumerable<string> ids)
    {
        writer.WriteStartArray(key);
        foreach (var id in ids)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
    }

    private static string Joined(IEnumerable<string> ids) => string.Join(',', ids) is { Length: > 0 } text ? text : "-";

    private static string Range(ModelRange range) => string.Create(CultureInfo.InvariantCulture, $"{range.Least.Value}-{range.Greatest.Value}");
}
