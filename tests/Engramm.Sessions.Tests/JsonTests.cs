using System.Text.Json;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

public sealed class JsonTests
{
    private static readonly SessionEntry[] OneOfEach =
    [
        new SessionOpened(Ward.Plan()),
        new CheckInAnswered("fasting", Answer.Unknown, "weiß nicht"),
        new HoldReleased("fasting", "Nach Rücksprache vertretbar."),
        new PumpChecked(PumpCheck.Second, true, "LOT-1"),
        new ReadinessConfirmed(["oxygen", "suction"]),
        new MonitorAttached("MON-1", "Stuhl 1"),
        new MonitorDetached("MON-1"),
        new VitalsObserved(ValueSource.Monitor, [new(Measure.Temperature, 36.85, "°C", ValueDoubt.Questionable)], "MON-1", "4711"),
        new SedationRecorded(SedationScale.Rass, -1),
        new ExperienceRated("own", null),
        new ObservationSkipped("bp.run+20", "Patientin auf Toilette"),
        new InfusionStarted(new MillilitresPerHour(51), "lief schon"),
        new PumpRateChanged(new MillilitresPerHour(40), "Anordnung"),
        new InfusionPaused(),
        new InfusionResumed(new MillilitresPerHour(51)),
        new InfusionStopped("Angst"),
        new InfusionEnded(),
        new NoteAdded("ruhig"),
        new EventNoted(RoomEvent.Nausea, 3, "leicht"),
        new ChecklistStepDone(RescueChecklist.R1, "cuff"),
        new AlarmAcknowledged("limit.HeartRate", Ward.At(5), AlarmPriority.High, LimitAction.Stop),
        new AudioPaused(60),
        new DischargeItemRecorded(DischargeItem.Aldrete, Answer.Yes, 10),
        new EscortNamed("Paul Solberg", "0123"),
        new LineRemoved(),
        new DischargeSigned("alles gut"),
        new ReportSigned(99),
        new Amended(Guid.Empty, "Tippfehler", new SedationRecorded(SedationScale.Moaas, 5), Ward.At(3)),
        new SessionPostponed("Infekt"),
        new SessionCancelled("Wunsch"),
        new PatientTransferred("Rettungsdienst", "Blutdruck"),
        new LeftAgainstAdvice("Will nach Hause, Risiken besprochen, 112 genannt"),
        new AlarmSelfTested("Tablet 1", true, false, Answer.Unknown),
        new OwnFailureNoted(OwnFailure.NoServer, Ward.At(1), Ward.At(2), "Tablet 1"),
        new LimitChanged("hr.call", [new LimitBound(Measure.HeartRate, BoundSide.Above, 118)], "Sportlerin, Ruhepuls 42 seit Jahren"),
        new AdverseEventRecorded(
            "Übelkeit", Ward.At(3), null, 1, Answer.No, AdverseRelation.Probable, AdverseAction.None, AdverseOutcome.Recovering),
        new ChecklistClosed(RescueChecklist.R1, "wieder 130/80"),
        new IntentionNoted("ruhig werden"),
        new MusicChosen("Langsame Streicher", "selbst gewählt"),
        new BinauralBeatsStarted(new Hertz(200), new Hertz(6), 10, Answer.Yes, Answer.Yes),
        new BinauralBeatsStopped(),
        new ChargeTaken("Tablet 2"),
        new ObserverJoined("Büro"),
        new ObserverLeft(),
        new RecordHoldNoted(RecordHold.RedFlag, Stands: true),
    ];

    public static TheoryData<string> Kinds => [.. SessionJson.Kinds.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_entry_survives_being_written_and_read(string kind)
    {
        var entry = OneOfEach.Single(e => string.Equals(KindOf(e), kind, StringComparison.Ordinal));
        var written = SessionJson.Write(Ward.Event(7, 3, entry));
        var read = SessionJson.ReadEvent(written);
        Assert.Equal(written, SessionJson.Write(read));
        Assert.IsType(entry.GetType(), read.Entry);
        Assert.Equal((7, Ward.At(3), Ward.Nurse), (read.Sequence, read.OccurredAt, read.By));
        var command = new SessionCommand(Guid.NewGuid(), Ward.At(3), Ward.Nurse, entry);
        Assert.Equal(SessionJson.Write(command), SessionJson.Write(SessionJson.ReadCommand(SessionJson.Write(command))));
    }

    /// <summary>A plan stored before symptoms, escalation and rescue lists existed has none of them, and is read.</summary>
    [Fact]
    public void A_plan_of_an_earlier_version_is_read()
    {
        var stored = System.Text.Json.Nodes.JsonNode.Parse(SessionJson.Write(Ward.Event(1, 0, new SessionOpened(Ward.Plan()))))!;
        var plan = stored["entry"]!["plan"]!.AsObject();
        foreach (var added in (string[])["symptoms", "escalation", "rescue", "needsSelfTest", "isDrill", "leastObservation", "reminders", "staleFeed", "fasting", "repeatAfter"])
        {
            Assert.True(plan.Remove(added), added);
        }

        foreach (var limit in plan["limits"]!.AsArray())
        {
            Assert.True(limit!["confirmation"]!.AsObject().Remove("stillConfirms"));
        }

        foreach (var question in plan["checkIn"]!.AsArray())
        {
            Assert.True(question!.AsObject().Remove("rule"));
        }

        var read = Assert.IsType<SessionOpened>(SessionJson.ReadEvent(stored.ToJsonString()).Entry).Plan;
        Assert.Empty(read.Symptoms);
        Assert.Empty(read.Rescue);
        Assert.Equal((EscalationTimes.None, false, false), (read.Escalation, read.NeedsSelfTest, read.IsDrill));

        // What was a constant then is what an old session still goes by.
        Assert.Equal((0, 2, 5), (read.Reminders.Low.Value, read.Reminders.Medium.Value, read.Reminders.High.Value));
        Assert.Equal((3, AlarmPriority.Medium), (read.StaleFeed.Intervals, read.StaleFeed.Priority));
        Assert.Equal((null, null, null), (read.Fasting, read.RepeatAfter, read.LeastObservation));
        Assert.Equal(60, SessionPlan.LeastObservationOfOld.Value);
        Assert.All(read.Limits, l => Assert.Equal(l.Confirmation.To, l.Confirmation.ConfirmsUntil()));
        Assert.All(read.CheckIn, q => Assert.Null(q.Rule));
    }

    /// <summary>Beats stored before that was asked say that nobody knows, not that nothing sounded.</summary>
    [Fact]
    public void Beats_of_an_earlier_version_are_read()
    {
        var stored = System.Text.Json.Nodes.JsonNode.Parse(SessionJson.Write(Ward.Event(1, 0, new BinauralBeatsStarted(new Hertz(200), new Hertz(6), 10, Answer.Yes, Answer.Yes))))!;
        Assert.True(stored["entry"]!.AsObject().Remove("alarmsElsewhere"));
        Assert.Equal(Answer.Unknown, Assert.IsType<BinauralBeatsStarted>(SessionJson.ReadEvent(stored.ToJsonString()).Entry).AlarmsElsewhere);
    }

    [Fact]
    public void The_stored_form_is_plain_and_stable()
    {
        var json = SessionJson.Write(Ward.Event(7, 3, new InfusionStarted(new MillilitresPerHour(51))));
        Assert.Equal(
            """{"commandId":"00000007-0000-0000-0000-000000000000","sequence":7,"occurredAt":"2026-11-23T09:03:00+00:00","recordedAt":"2026-11-23T09:03:00+00:00","by":{"id":"jonas","displayName":"Jonas Riedel","role":"Nurse"},"entry":{"kind":"infusionStarted","rate":51,"outsideGateReason":null}}""",
            json);
    }

    [Fact]
    public void The_kind_may_stand_anywhere_because_databases_reorder_fields()
    {
        var json = SessionJson.Write(Ward.Event(7, 3, new InfusionStarted(new MillilitresPerHour(51))))
            .Replace("""{"kind":"infusionStarted","rate":51,"outsideGateReason":null}""", """{"rate":51,"kind":"infusionStarted"}""", StringComparison.Ordinal);
        Assert.IsType<InfusionStarted>(SessionJson.ReadEvent(json).Entry);
    }

    [Theory]
    [InlineData("""{"kind":"rocketStarted","rate":51}""", "newer version")]
    [InlineData("""{"kind":"infusionStarted"}""", "'infusionStarted'")]
    [InlineData("""{"kind":"infusionStarted","rate":"51"}""", "'infusionStarted'")]
    [InlineData("""{"kind":"infusionStarted","rate":51,"volume":3}""", "'infusionStarted'")]
    [InlineData("""{"rate":51}""", "not a session entry")]
    public void What_cannot_be_read_is_refused_with_the_reason(string entry, string reason)
    {
        var json = SessionJson.Write(Ward.Event(7, 3, new InfusionStarted(new MillilitresPerHour(51))))
            .Replace("""{"kind":"infusionStarted","rate":51,"outsideGateReason":null}""", entry, StringComparison.Ordinal);
        var refused = Assert.Throws<InvalidDataException>(() => SessionJson.ReadEvent(json));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Riedel", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_of_events_travel_with_the_same_options()
    {
        IReadOnlyList<SessionEvent> events = [Ward.Event(1, 1, new LineRemoved()), Ward.Event(2, 2, new NoteAdded("ruhig"))];
        var read = JsonSerializer.Deserialize<IReadOnlyList<SessionEvent>>(JsonSerializer.Serialize(events, SessionJson.Options), SessionJson.Options);
        Assert.Equal(events, read!);
    }

    [Fact]
    public void Every_refusal_and_missing_point_has_words_in_both_languages()
    {
        var texts = TextCatalog.FromAssembly(typeof(SessionState).Assembly);
        foreach (var phase in Enum.GetNames<SessionPhase>())
        {
            Assert.NotEmpty(texts.Get("session.phase." + phase, Language.English));
        }

        var conditions = Ward.Opened().State.Discharge(Ward.At(0));
        foreach (var condition in conditions)
        {
            Assert.NotEmpty(texts.Get("session.discharge.topic." + condition.Topic, Language.English));
            Assert.All(condition.Missing, need => Assert.NotEmpty(texts.Get(need.Key, Language.English, [.. need.Numbers.Cast<object>()])));
        }

        string[] others = ["observationTime", "quietAfterStop", "criteria", .. Enum.GetNames<DischargeItem>().Select(n => char.ToLowerInvariant(n[0]) + n[1..])];
        Assert.All(others, what => Assert.NotEmpty(texts.Get("session.discharge." + what, Language.English, 60)));
    }

    private static string KindOf(SessionEntry entry)
    {
        using var document = JsonDocument.Parse(SessionJson.Write(Ward.Event(1, 0, entry)));
        return document.RootElement.GetProperty("entry").GetProperty("kind").GetString()!;
    }
}
