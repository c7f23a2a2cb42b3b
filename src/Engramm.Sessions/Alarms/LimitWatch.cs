using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Alarms;

/// <summary>
/// Watches one sign. A reading raises an alarm by itself and by earlier crossing readings only, never by the absence of good ones:
/// so every reading that raises one keeps doing so, whatever arrives later between. A reading within all limits ends the run; one
/// that arrives late may split a run in two, never remove it.
/// </summary>
internal sealed class LimitWatch(Sign sign, IReadOnlyList<AlarmLimit> limits, LimitChanges changes)
{
    private readonly Confirmation[] confirmations = [.. limits.Select(l => new Confirmation(l))];
    private readonly List<Episode> episodes = [];
    private Episode? limitRun;
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
        var crossed = false;
        foreach (var confirmation in confirmations)
        {
            var limit = changes.For(confirmation.Limit, reading);
            if (!limit.IsCrossedBy(reading))
            {
                continue;
            }

            crossed = true;
            if (confirmation.Confirms(reading) && (raised is null || limit.Action > raised.Action))
            {
                raised = limit;
            }
        }

        if (raised is not null)
        {
            Raise(ref limitRun, AlarmKind.Limit, "limit." + sign, reading, raised);
        }
        else if (!crossed)
        {
            limitRun?.End(reading.At);
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
