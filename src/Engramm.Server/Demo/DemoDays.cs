using System.Text.Json;
using Engramm.Care.Diary;
using Engramm.Care.Relearning;
using Engramm.Content;

namespace Engramm.Server.Demo;

/// <summary>The everyday life of an invented person: diary evenings with gaps, and what was practised.</summary>
internal static class DemoDays
{
    private static readonly Words[] Successes =
    [
        new("Eine halbe Stunde im Garten", "Half an hour in the garden"), new("Einkaufen ohne Pause", "Shopping without a rest"),
        new("Mit den Enkeln gespielt", "Played with the grandchildren"), new("Wieder durchgeschlafen", "Slept through the night again"),
        new("Treppe statt Aufzug", "Stairs instead of the lift"), new("Mit einer Freundin telefoniert", "A long call with a friend"),
    ];

    private static readonly string[] Movements = ["pelvic-tilt", "knee-roll", "reach", "sit-stand", "easy-walk"];

    /// <summary>Diary entries from a day up to yesterday. Some evenings are left out, and once a week or two.</summary>
    public static void Diary(DemoRecord record, int fromDaysAgo, double often)
    {
        var chance = record.Chance;
        var pain = chance.Between(5, 7) + (chance.Wobble() / 2);
        var mood = chance.Between(3, 5) + (chance.Wobble() / 2);
        var silentFrom = chance.Between(fromDaysAgo / 4, Math.Max(fromDaysAgo / 4, fromDaysAgo / 2));
        var silentTo = silentFrom - chance.Between(6, 13);
        for (var ago = fromDaysAgo; ago >= 1; ago--)
        {
            if ((ago <= silentFrom && ago > silentTo && fromDaysAgo > 25) || !chance.Happens(often))
            {
                continue;
            }

            var share = DemoQuestionnaires.Share(record.Person.Course, fromDaysAgo - ago);
            var lift = 1 - share;
            var isBad = chance.Happens(0.1);
            var at = record.House.Calendar.At(ago, 19 + (ago % 3), chance.Between(0, 59));
            record.Add(new DiaryEntry
            {
                Id = chance.Id(),
                PatientId = record.Patient.Id,
                Day = record.House.Calendar.Today.AddDays(-ago),
                At = at,
                ReceivedAt = at.AddSeconds(chance.Happens(0.1) ? 5400 : 1),
                Activities = (chance.Happens(0.4 + lift) ? "activity=yes" : "activity=no") + (chance.Happens(0.45 + lift) ? " movement=yes" : " movement=no"),
                Pain = chance.Happens(0.94) ? OnTen((pain * share) + (2.2 * chance.Wobble()) + (isBad ? 2 : 0)) : null,
                Mood = OnTen(mood + (4 * lift) + (1.8 * chance.Wobble()) - (isBad ? 1 : 0)),
                Safety = chance.Happens(0.9) ? OnTen(mood + (4 * lift) + chance.Wobble()) : null,
                Sleep = chance.Happens(0.9) ? OnTen(5 + (2 * lift) + (1.5 * chance.Wobble())) : null,
                Stress = chance.Happens(0.85) ? OnTen(5 - (2 * lift) + (1.5 * chance.Wobble())) : null,
                Note = chance.Happens(0.06) ? chance.Of(Successes).In(record.Person.Language) : null,
            });
        }
    }

    /// <summary>Lessons read, breathing and movement on most days since the programmes were opened.</summary>
    public static void Practise(DemoRecord record, int fromDaysAgo, double often, bool withMovement)
    {
        var chance = record.Chance;
        Did(record, "EDU", "edu-1", record.House.Calendar.At(Math.Max(1, fromDaysAgo - 1), 18, 20), null);
        if (fromDaysAgo > 20 && chance.Happens(0.6))
        {
            Did(record, "EDU", "edu-6", record.House.Calendar.At(fromDaysAgo - chance.Between(8, 18), 20, 5), null);
        }

        for (var ago = fromDaysAgo; ago >= 1; ago--)
        {
            if (chance.Happens(often))
            {
                Did(record, "REG", "breathing-5-1-7", record.House.Calendar.At(ago, 7 + (ago % 3), chance.Between(0, 59)), new(StringComparer.Ordinal) { ["rounds"] = ["10"], ["seconds"] = ["130"] });
            }

            if (withMovement && chance.Happens(often))
            {
                Did(record, "GM", "movement-week-1", record.House.Calendar.At(ago, 16 + (ago % 2), chance.Between(0, 59)), new(StringComparer.Ordinal) { ["done"] = [.. Movements.Where(_ => chance.Happens(0.6)).DefaultIfEmpty(Movements[^1])], ["light"] = [MovementEntry.Word(ago % 5 == 0 ? MovementLight.Amber : MovementLight.Green)] });
            }
        }
    }

    private static void Did(DemoRecord record, string programme, string unit, DateTimeOffset at, Dictionary<string, string[]>? details) => record.Add(new Practised
    {
        Id = record.Chance.Id(),
        PatientId = record.Patient.Id,
        Programme = programme,
        UnitId = unit,
        At = at,
        ReceivedAt = at.AddSeconds(1),
        DetailsJson = details is null ? null : JsonSerializer.Serialize(details),
    });

    private static int OnTen(double value) => Math.Clamp((int)Math.Round(value), 0, 10);
}
