using Engramm.Content.Rules;

namespace Engramm.Server.Staff.Screening;

/// <summary>Who is called about a safety task that nobody has acknowledged.</summary>
public enum EscalationStage
{
    /// <summary>The named clinician.</summary>
    Named,

    /// <summary>The patient's companion as deputy as well.</summary>
    Deputy,

    /// <summary>Every physician of the practice as well.</summary>
    Lead,
}

/// <summary>When the practice answers: Monday to Friday, 8 to 18 o'clock. Expert default of this project; needs the practice's own hours and a physician's signature.</summary>
public static class OpeningHours
{
    public static readonly TimeOnly Opens = new(8, 0);
    public static readonly TimeOnly Closes = new(18, 0);

    /// <summary>Whether the practice is open at this wall-clock time.</summary>
    public static bool IsOpen(DateTimeOffset local) =>
        local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && local.TimeOfDay >= Opens.ToTimeSpan() && local.TimeOfDay < Closes.ToTimeSpan();

    /// <summary>Open time between two wall-clock times of the practice.</summary>
    public static TimeSpan Between(DateTimeOffset from, DateTimeOffset until)
    {
        var open = TimeSpan.Zero;
        for (var day = from.Date; day <= until.Date; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            var begin = day + Opens.ToTimeSpan();
            var end = day + Closes.ToTimeSpan();
            begin = from.DateTime > begin ? from.DateTime : begin;
            end = until.DateTime < end ? until.DateTime : end;
            open += end > begin ? end - begin : TimeSpan.Zero;
        }

        return open;
    }
}

/// <summary>How far an unacknowledged safety task has escalated. Minutes count only while the practice is open.</summary>
public static class Escalation
{
    /// <summary>The stage of a task that nobody has acknowledged.</summary>
    /// <param name="rules">After how many minutes who is called.</param>
    /// <param name="createdLocal">When it arose, on the practice's wall clock.</param>
    /// <param name="nowLocal">Now, on the practice's wall clock.</param>
    public static EscalationStage StageOf(SuicideEscalation rules, DateTimeOffset createdLocal, DateTimeOffset nowLocal)
    {
        var waited = OpeningHours.Between(createdLocal, nowLocal).TotalMinutes;
        return waited >= rules.LeadMinutes.Value ? EscalationStage.Lead
            : waited >= rules.DeputyMinutes.Value ? EscalationStage.Deputy
            : EscalationStage.Named;
    }
}
