using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Alarms;

/// <summary>
/// Watches one sign. A reading raises an alarm by itself and by earlier crossing readings only, never by the absence of good ones:
/// so every reading that raises one keeps doing so, whatever arrives later between. A run ends when every measure that was beyond a limit
/// in it has been seen within them again: a pressure without its systolic and diastolic numbers ends none. A reading that arrives late may
/// split a run in two, never remove it.
/// </summary>
internal sealed class LimitWatch(Sign sign, IReadOnlyList<AlarmLimit> limits, LimitChanges changes)
{
    private readonly Confirmation[] confirmations = [.. limits.Select(l => new Confirmation(l))];
    private readonly List<Episode> episodes = [];
    private Episode? limitRun;

    /// <summary>The measures beyond a limit in this run and not seen within since, one bit each: a reading at the end must cost nothing.</summary>
    private int beyond;
    private Episode? impossibleRun;

    public IReadOnlyList<Episode> Episodes => episodes;

    public void See(Reading reading)
    {
        if (reading.IsImpossible)
        {
            Raise(ref impossibleRun, AlarmKind.ImpossibleValue, "impossible." + sign, reading, null);
            return;
        }

        if (reading.IsQuestionable || reading.Values.Count == 0)
        {
            return;
        }

        impossibleRun?.End(reading.At);
        impossibleRun = null;
        SeePossible(reading);
    }

    private void SeePossible(Reading reading)
    {
        AlarmLimit? raised = null;
        var crossed = 0;
        foreach (var confirmation in confirmations)
        {
            var limit = changes.For(confirmation.Limit, reading);
            var measures = CrossedBy(limit, reading);
            if (measures == 0)
            {
                continue;
            }

            crossed |= measures;
            if (confirmation.Confirms(reading) && (raised is null || limit.Action > raised.Action))
            {
                raised = limit;
            }
        }

        if (raised is not null)
        {
            Raise(ref limitRun, AlarmKind.Limit, "limit." + sign, reading, raised);
        }

        if (limitRun is null)
        {
            return;
        }

        foreach (var value in reading.IsWhole ? reading.Values : [])
        {
            beyond &= ~Bit(value.Measure);
        }

        beyond |= crossed;
        if (beyond == 0)
        {
            limitRun.End(reading.At);
            limitRun = null;
        }
    }

    private void Raise(ref Episode? run, AlarmKind kind, string condition, Reading reading, AlarmLimit? limit)
    {
        if (run is null)
        {
            run = new Episode(kind, condition, reading, limit);
            episodes.Add(run);
        }
        else
        {
            run.Raise(reading, limit);
        }
    }

    private static int Bit(Measure measure) => 1 << (int)measure;

    /// <summary>The measures of a reading beyond the limit, one bit each.</summary>
    private static int CrossedBy(AlarmLimit limit, Reading reading)
    {
        var crossed = 0;
        foreach (var bound in limit.Bounds)
        {
            if (reading[bound.Measure] is { } value && bound.IsCrossedBy(value))
            {
                crossed |= Bit(bound.Measure);
            }
        }

        return crossed;
    }

    /// <summary>The crossing readings of one limit, as far back as its confirmation looks.</summary>
    private sealed class Confirmation(AlarmLimit limit)
    {
        private readonly Queue<DateTimeOffset> crossings = new();
        private DateTimeOffset chainStart;
        private DateTimeOffset? chainEnd;

        public AlarmLimit Limit => limit;

        public bool Confirms(Reading reading) => limit.Confirmation.Kind switch
        {
            ConfirmationKind.Once => true,
            ConfirmationKind.Twice => ConfirmsTwice(reading.At),
            ConfirmationKind.Sustained => ConfirmsSustained(reading),
        };

        private bool ConfirmsTwice(DateTimeOffset at)
        {
            while (crossings.TryPeek(out var oldest) && at - oldest > limit.Confirmation.ConfirmsUntil())
            {
                crossings.Dequeue();
            }

            var confirmed = crossings.TryPeek(out var first) && at - first >= limit.Confirmation.From;
            crossings.Enqueue(at);
            return confirmed;
        }

        private bool ConfirmsSustained(Reading reading)
        {
            if (chainEnd is null || reading.At - chainEnd > limit.Confirmation.To)
            {
                chainStart = reading.At;
            }

            chainEnd = reading.At;
            return reading.Source == ValueSource.Manual || reading.At - chainStart > limit.Confirmation.From;
        }
    }
}
