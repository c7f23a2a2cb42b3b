using System.Net.Http.Json;
using System.Text;
using Engramm.Care.Access;
using Engramm.Exchange.Hl7v2;
using Engramm.Server.Live;
using Engramm.Sessions;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Drills;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;
using Engramm.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engramm.Server.Tests.Live;

/// <summary>What bad input gets, on each of the three ways into a session: HL7 v2, FHIR and a person at the cockpit.</summary>
public sealed class BadInputTests
{
    public enum Way
    {
        Hl7,
        Fhir,
        ByHand,
    }

    private const string Hl7Device = "00E0F1FFFE5A0001";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(Way.Hl7)]
    [InlineData(Way.Fhir)]
    [InlineData(Way.ByHand)]
    public async Task An_impossible_value_is_kept_as_received_flagged_and_raises_a_technical_alarm_and_no_other(Way way)
    {
        await using var server = await PracticeServer.StartAsync();
        await SendAsync(server, way, 400);

        var events = await server.LogOfAsync(server.People.OwnSession);
        var stored = ((VitalsObserved)Assert.Single(events, e => e.Entry is VitalsObserved).Entry).Values.Single(v => v.Measure == Measure.HeartRate);
        Assert.Equal((400d, "/min"), (stored.Value, stored.Unit));
        var state = WithLimit(events);
        Assert.True(Assert.Single(state.Readings(Sign.HeartRate)).IsImpossible);
        Assert.Null(state.Latest(Sign.HeartRate, Now).Reading);
        var alarm = Assert.Single(state.Alarms(Now), a => a.Kind is not AlarmKind.StaleFeed);
        Assert.Equal((AlarmKind.ImpossibleValue, "impossible.HeartRate"), (alarm.Kind, alarm.Condition));
    }

    /// <summary>The twin of the test above: the limit would have been crossed.</summary>
    [Theory]
    [InlineData(Way.Hl7)]
    [InlineData(Way.Fhir)]
    [InlineData(Way.ByHand)]
    public async Task A_possible_value_beyond_the_limit_raises_the_alarm_of_the_limit(Way way)
    {
        await using var server = await PracticeServer.StartAsync();
        await SendAsync(server, way, 145);
        Assert.Single(WithLimit(await server.LogOfAsync(server.People.OwnSession)).Alarms(Now), a => a.Kind is AlarmKind.Limit);
    }

    [Theory]
    [InlineData(Way.Hl7)]
    [InlineData(Way.Fhir)]
    [InlineData(Way.ByHand)]
    public async Task A_wrong_unit_is_refused_with_what_came_and_what_is_allowed(Way way)
    {
        await using var server = await PracticeServer.StartAsync();
        var reason = await SendAsync(server, way, 1.2m, "1/s");
        Assert.Contains("/min", reason, StringComparison.Ordinal);
        if (way is not Way.Hl7)
        {
            // An acknowledgement of HL7 names the place instead and repeats no content.
            Assert.Contains("1/s", reason, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
    }

    [Theory]
    [InlineData(Way.Hl7)]
    [InlineData(Way.Fhir)]
    [InlineData(Way.ByHand)]
    public async Task Two_values_that_differ_for_one_moment_are_both_kept(Way way)
    {
        await using var server = await PracticeServer.StartAsync();
        var at = Now;
        await SendAsync(server, way, 71, at: at);
        await SendAsync(server, way, 72, at: at);
        Assert.Equal([71d, 72d], SessionState.Of(await server.LogOfAsync(server.People.OwnSession)).Readings(Sign.HeartRate).Select(r => r[Measure.HeartRate]!.Value).Order());
    }

    [Fact]
    public async Task An_impossible_value_takes_no_other_value_of_its_message_with_it()
    {
        await using var server = await PracticeServer.StartAsync();
        await FhirDevice.TieAsync(server, server.People.OwnSession, Hl7Device);
        var message = new SimulatedMonitor(Hl7Device, "Raum 1", []).Write(new SimulatedVitals(400, 97, 14, null), Now, "C-1");
        Assert.Equal(AckCode.Accepted, (await SendAsync(server, message, "C-1")).Code);
        var state = SessionState.Of(await server.LogOfAsync(server.People.OwnSession));
        Assert.Equal(97, state.Latest(Sign.OxygenSaturation, Now).Reading![Measure.OxygenSaturation]);
        Assert.Null(state.Latest(Sign.HeartRate, Now).Reading);
    }

    [Theory]
    [InlineData(71, AckCode.Accepted)]
    [InlineData(null, AckCode.Rejected)]
    public async Task A_sign_that_a_session_cannot_keep_is_not_acknowledged_in_silence(int? heartRate, AckCode code)
    {
        await using var server = await PracticeServer.StartAsync();
        await FhirDevice.TieAsync(server, server.People.OwnSession, Hl7Device);
        byte[] message =
        [
            .. new SimulatedMonitor(Hl7Device, "Raum 1", []).Write(new SimulatedVitals(heartRate, null, null, null), Now, "C-1"),
            .. "OBX|90|NM|151708^MDC_CONC_AWAY_CO2_ET^MDC|1.9.1.1|38|266016^MDC_DIM_MMHG^MDC|||||R\r"u8,
        ];
        var answered = await SendAsync(server, message, "C-1");
        Assert.Equal(code, answered.Code);
        Assert.Equal(heartRate is null ? 0 : 1, (await server.LogOfAsync(server.People.OwnSession)).Count(e => e.Entry is VitalsObserved));
        if (code == AckCode.Rejected)
        {
            Assert.Contains("carbon dioxide", answered.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Way.Hl7)]
    [InlineData(Way.Fhir)]
    public async Task A_value_of_a_monitor_whose_clock_is_ahead_is_never_live_and_is_said_where_it_matters(Way way)
    {
        await using var server = await PracticeServer.StartAsync();
        var at = Now + TimeSpan.FromSeconds(60);
        var reason = await SendAsync(server, way, 71, at: at);
        Assert.Contains("allowed are 5 s: the clock of the device is ahead", reason, StringComparison.Ordinal);
        var state = WithLimit(await server.LogOfAsync(server.People.OwnSession));
        Assert.DoesNotContain(Enumerable.Range(0, 120).Select(s => state.Latest(Sign.HeartRate, at.AddSeconds(s - 60))), l => l.Freshness == Freshness.Live);

        // The room hears that no value comes, and the page of monitors says why.
        Assert.Contains(state.Alarms(Now.AddMinutes(1)), a => a is { Kind: AlarmKind.StaleFeed, Condition: "feed.monitor" });
        using var nurse = await server.AsAsync(Role.Nurse);
        Assert.Contains("clock is more than 5 seconds ahead", System.Net.WebUtility.HtmlDecode(await nurse.GetStringAsync("/monitors?lang=en", Stop)), StringComparison.Ordinal);
    }

    /// <summary>The twin of the test above.</summary>
    [Theory]
    [InlineData(Way.Hl7)]
    [InlineData(Way.Fhir)]
    public async Task A_value_of_a_clock_a_little_ahead_is_taken(Way way)
    {
        await using var server = await PracticeServer.StartAsync();
        await SendAsync(server, way, 71, at: Now + TimeSpan.FromSeconds(3));
        var stored = Assert.Single(SessionState.Of(await server.LogOfAsync(server.People.OwnSession)).Readings(Sign.HeartRate));
        Assert.Equal(Freshness.Live, WithLimit(await server.LogOfAsync(server.People.OwnSession)).Latest(Sign.HeartRate, stored.At).Freshness);
    }

    [Fact]
    public async Task No_person_writes_as_a_monitor()
    {
        await using var server = await PracticeServer.StartAsync();
        await FhirDevice.TieAsync(server, server.People.OwnSession, Hl7Device);
        using var physician = await server.AsAsync(Role.Physician);
        var asMonitor = new VitalsObserved(ValueSource.Monitor, [new(Measure.HeartRate, 71, "/min")], Hl7Device, "C-1");
        using var answer = await physician.CommandAsync(server.People.OwnSession, Sending.Now(asMonitor));
        Assert.Equal("role", (await answer.Content.ReadFromJsonAsync<CommandRefused>(Stop))!.Code);
    }

    [Fact]
    public async Task Monitors_of_both_kinds_at_once_each_reach_their_own_chair_and_a_third_that_nobody_knows_reaches_none()
    {
        await using var server = await PracticeServer.StartAsync();
        using var device = await FhirDevice.NewAsync(server);
        await FhirDevice.TieAsync(server, server.People.OwnSession, Hl7Device);
        await FhirDevice.TieAsync(server, server.People.OtherSession, device.Id);
        // The last one is of now: a clock that is ahead is another matter.
        var begin = Now - TimeSpan.FromSeconds(10);
        var sending = Enumerable.Range(0, 10).SelectMany(i =>
        {
            var at = begin + TimeSpan.FromSeconds(i);
            return (Task[])[
                SendAsync(server, new SimulatedMonitor(Hl7Device, "Raum 1", []).Write(new SimulatedVitals(60 + i, null, null, null), at, $"A-{i}"), $"A-{i}"),
                device.SendAsync(Observations.HeartRate(device.Id, $"B-{i}", at, 90 + i)),
                SendAsync(server, new SimulatedMonitor("00E0F1FFFE5A0099", "Raum 1", []).Write(new SimulatedVitals(120 + i, null, null, null), at, $"C-{i}"), $"C-{i}"),
            ];
        });
        await Task.WhenAll(sending);
        foreach (var (session, from) in ((Guid, int)[])[(server.People.OwnSession, 60), (server.People.OtherSession, 90)])
        {
            var rates = SessionState.Of(await server.LogOfAsync(session)).Readings(Sign.HeartRate).Select(r => (int)r[Measure.HeartRate]!.Value);
            Assert.Equal(Enumerable.Range(from, 10), rates);
        }

        using var nurse = await server.AsAsync(Role.Nurse);
        Assert.Contains("00E0F1FFFE5A0099", await nurse.GetStringAsync("/monitors", Stop), StringComparison.Ordinal);
    }

    /// <summary>Sends a heart rate on one of the ways and gives back what the sender was told.</summary>
    private static async Task<string> SendAsync(PracticeServer server, Way way, decimal number, string unit = "/min", DateTimeOffset? at = null)
    {
        switch (way)
        {
            case Way.Hl7:
                await TieOnceAsync(server, Hl7Device);
                var text = Encoding.UTF8.GetString(new SimulatedMonitor(Hl7Device, "Raum 1", []).Write(new SimulatedVitals(1, null, null, null), at ?? Now, "C-1"))
                    .Replace("|1|264864^", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"|{number}|{(unit is "/min" ? "264864" : "264865")}^"), StringComparison.Ordinal);
                return (await SendAsync(server, Encoding.UTF8.GetBytes(text), "C-1")).Reason;
            case Way.Fhir:
                using (var device = await FhirDevice.NewAsync(server))
                {
                    await TieOnceAsync(server, device.Id);
                    var observation = Observations.HeartRate(device.Id, "O-1", at ?? Now, number);
                    observation["valueQuantity"]!["code"] = unit;
                    return (await device.SendAsync(observation)).Reason;
                }

            case Way.ByHand:
                using (var nurse = await server.AsAsync(Role.Nurse))
                {
                    var command = Sending.Now(new VitalsObserved(ValueSource.Manual, [new(Measure.HeartRate, (double)number, unit)]));
                    using var answer = await nurse.CommandAsync(server.People.OwnSession, command with { OccurredAt = at ?? command.OccurredAt });
                    return await answer.Content.ReadAsStringAsync(Stop);
                }

            default:
                throw new InvalidOperationException($"Unknown way {way}.");
        }
    }

    private static async Task TieOnceAsync(PracticeServer server, string device)
    {
        if (!(await server.LogOfAsync(server.People.OwnSession)).Any(e => e.Entry is MonitorAttached))
        {
            await FhirDevice.TieAsync(server, server.People.OwnSession, device);
        }
    }

    /// <summary>What was stored, in a session with a limit at 140.</summary>
    private static SessionState WithLimit(IReadOnlyList<SessionEvent> events)
    {
        var limit = new AlarmLimit(
            "hr", [new LimitBound(Measure.HeartRate, BoundSide.Above, 140)], LimitAction.Stop, AlarmPriority.High, LimitConfirmation.Once,
            new LimitSource("made up for this test", Quantities.Verification.Assumed));
        return SessionState.Of(events.Select(e => e.Entry is SessionOpened opened ? e with { Entry = opened with { Plan = opened.Plan with { Limits = [limit] } } } : e));
    }

    private static async Task<Hl7Answer> SendAsync(PracticeServer server, byte[] message, string control)
    {
        await using var client = new MllpClient("127.0.0.1", server.MonitorPort, TimeProvider.System, NullLogger.Instance);
        return await client.SendAsync(message, control, Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }
}
