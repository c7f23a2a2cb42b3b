using Engramm.Cockpit.Figures;
using Engramm.Cockpit.Link;
using Engramm.Quantities;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Cockpit.Live;

/// <summary>
/// The session as this tablet knows it: the server's events, what was entered here and waits, and the practice clock. Goes on
/// without the server; says so after five seconds.
/// </summary>
public sealed partial class LiveSession(ISessionServer link, Browser browser, TimeProvider time) : IAsyncDisposable
{
    /// <summary>
    /// After this long without a word of the server the cockpit alarms for its own failure. It looks once a second, so the alarm
    /// stands within five seconds. Target of this project.
    /// </summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(4);

    private readonly long began = time.GetTimestamp();
    private static readonly TimeSpan RememberEvery = TimeSpan.FromSeconds(10);
    private TimeSpan slept;
    private bool isJustAwake;
    private readonly SessionLog log = new();
    private readonly List<RefusedEntry> refused = [];
    private readonly CancellationTokenSource ending = new();
    private PracticeTime? clock;
    private Outbox? outbox;
    private TimeSpan lastContact;
    private TimeSpan lastSheet;
    private TimeSpan lastAttempt;
    private Task<(SessionSheet? Found, Sending Outcome)>? sheetAsked;
    private Task<(ReadEvents? Found, Sending Outcome)>? eventsAsked;
    private bool isFetching;
    private bool isOthersSheet;
    private bool mustFetchAgain;
    private (int Steps, DateTimeOffset? Start, double Horizon, double Past) drawnFor;
    private AlarmPriority? sounding;
    private DateTimeOffset? silenceAcknowledgedAt;

    /// <summary>Something on the screen may have changed.</summary>
    public event EventHandler? Changed;

    public Guid SessionId { get; private set; }

    public SessionSheet? Sheet { get; private set; }

    public SessionContent? Content { get; private set; }

    /// <summary>The moment on the screen; null until the log is here.</summary>
    public RoomView? View { get; private set; }

    /// <summary>The predicted concentration; null when there is none.</summary>
    public PredictedCourse? Course { get; private set; }

    /// <summary>Why nothing can be shown yet; null while loading goes well.</summary>
    public Sending? Obstacle { get; private set; }

    public Language Language { get; private set; } = Language.German;

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Local;

    /// <summary>Who is signed in, as the log names them.</summary>
    public Actor You { get; private set; } = new("", "", ActorRole.Companion);

    /// <summary>When the server last stored something entered here, practice time, UTC.</summary>
    public DateTimeOffset? LastStoredAt { get; private set; }

    public int Unsent => outbox?.Count ?? 0;

    public int UnsentOfOthers => outbox?.OfOthers ?? 0;

    public bool IsDiskFailing => outbox?.IsDiskFailing == true;

    public Sending LastSending => outbox?.LastOutcome ?? Sending.Stored;

    /// <summary>Whether somebody else has signed in in this browser since this screen was opened. The screen stays its person's: nothing is sent for another one.</summary>
    public bool IsOtherPersonSignedIn => isOthersSheet || (LastSending == Sending.OtherPerson && Unsent > 0);

    /// <summary>Whether the server has been silent for too long.</summary>
    public bool IsCutOff => Monotonic - lastContact > LongestSilence;

    /// <summary>Since when the server has been silent, as real time.</summary>
    public TimeSpan Silence => Monotonic - lastContact;

    /// <summary>Whether somebody has seen that the server is silent.</summary>
    public bool IsSilenceAcknowledged => silenceAcknowledgedAt is not null;

    /// <summary>The name by which this screen stands in the log.</summary>
    public string Device { get; private set; } = "";

    /// <summary>Whether the tablet can sound; null before anybody touched it.</summary>
    public bool? CanSound { get; private set; }

    /// <summary>What the server refused and nobody has read yet.</summary>
    public IReadOnlyList<RefusedEntry> Refused => refused;

    /// <summary>Real time since the start. A browser may stop its monotonic clock while the device sleeps; what it slept is added when it wakes.</summary>
    private TimeSpan Monotonic => time.GetElapsedTime(began) + slept;

    private DateTimeOffset Now => clock?.At(Monotonic) ?? DateTimeOffset.UnixEpoch;

    /// <summary>Loads the session and goes on until disposed.</summary>
    public async Task RunAsync(Guid session)
    {
        SessionId = session;
        browser.News = OnNews;
        browser.Clock = OnClock;
        browser.Unwatched = OnUnwatched;
        browser.Escalated = OnEscalated;
        browser.Woke = OnWoke;
        browser.SoundChanged = OnSound;
        // Asked before anything else: the server answers while this tablet draws for the first time.
        sheetAsked = link.SheetAsync(session);
        await browser.BeginAsync();
        Device = await browser.DeviceAsync();
        while (!await LoadAsync())
        {
            Changed?.Invoke(this, EventArgs.Empty);
            await Task.Delay(TimeSpan.FromSeconds(2), time, ending.Token);
        }

        // The room and its beat wait for nothing: a network that goes at this moment must alarm too.
        _ = SettleAsync();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        do
        {
            await TickAsync();
        }
        while (await beat.WaitForNextTickAsync(ending.Token));
    }

    /// <summary>Hears the server, and keeps what this tablet needs for hours without it.</summary>
    private async Task SettleAsync()
    {
        await browser.ListenAsync(SessionId);
        // What was written between the first reading and the feed is told by nobody.
        await FetchAndShowAsync();
        if (!isRecalled)
        {
            await RememberAsync();
        }

        await browser.KeepFilesAsync();
    }

    /// <summary>Enters what a person at this tablet says.</summary>
    /// <param name="entry">What happened.</param>
    /// <param name="by">Who, when it is another person than the one signed in.</param>
    /// <param name="password">That other person's password, in a real practice.</param>
    /// <returns>Why it cannot be entered, as a sentence; null when it was taken.</returns>
    public async Task<string?> EnterAsync(SessionEntry entry, Actor? by = null, string? password = null)
    {
        var command = new SessionCommand(Guid.NewGuid(), Now, by ?? You, entry);
        if (SessionRules.Check(log.State, command, command.OccurredAt) is { } refusal)
        {
            return CockpitTexts.Get(refusal.TextKey, Language, [.. refusal.Details]);
        }

        log.Add(command.Pending(Now));
        Refresh();
        await outbox!.AddAsync(command, password);
        Changed?.Invoke(this, EventArgs.Empty);
        _ = SendAsync();
        return null;
    }

    /// <summary>Somebody has read a refusal.</summary>
    public void Dismiss(RefusedEntry entry)
    {
        refused.Remove(entry);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Somebody has seen that the server is silent. Lasts until it answers again.</summary>
    public async Task AcknowledgeSilenceAsync()
    {
        silenceAcknowledgedAt = Now;
        await SoundAsync();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Plays the alarm sound once.</summary>
    public async Task TestSoundAsync()
    {
        CanSound = await browser.TestSoundAsync();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Moves the focus.</summary>
    public Task FocusAsync(string selector) => browser.FocusAsync(selector);

    /// <summary>How wide the place for the timeline is for its height, see <see cref="Browser.ChartShapeAsync"/>.</summary>
    public Task<double> ChartShapeAsync() => browser.ChartShapeAsync();

    /// <summary>Stops looking and sounding; what is on the screen stays as it was.</summary>
    public async Task EndAsync()
    {
        await ending.CancelAsync();
        await browser.SoundAsync(null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        ending.Dispose();
        await browser.DisposeAsync();
    }

    /// <summary>From the server; from what this tablet kept when the server does not answer.</summary>
    private async Task<bool> LoadAsync()
    {
        // The sheet alone at first: it says what time it is, and reading the events would hold that up for half a second.
        if (await LoadSheetAsync())
        {
            var contentAsked = link.ContentAsync(SessionId);
            eventsAsked = link.EventsAsync(SessionId, log.CompleteUpTo);
            await browser.ForgetOfOthersAsync(Sheet!.You.AccountId);
            var (content, outcome) = await contentAsked;
            if (content is null)
            {
                Obstacle = outcome;
                return false;
            }

            Content = content;
            isRecalled = false;
        }
        else if (Obstacle is not Sending.Unreachable || !await RecallAsync())
        {
            return false;
        }

        Zone = TimeZoneInfo.TryFindSystemTimeZoneById(Content!.ZoneId, out var zone) ? zone : TimeZoneInfo.Local;
        outbox = new Outbox(SessionId, Sheet!.You.AccountId, link, browser);
        foreach (var command in await outbox.LoadAsync())
        {
            log.Add(command.Pending(Now));
        }

        await FetchAsync();
        if (log.State.Plan is not { } plan)
        {
            Obstacle = Sending.Unreachable;
            return false;
        }

        Obstacle = null;
        await browser.NameAsync($"{plan.Patient.Label} · Engramm", Language.Tag());
        return true;
    }

    private async Task<bool> LoadSheetAsync()
    {
        var (asked, sleptUntilAsked) = (sheetAsked ?? link.SheetAsync(SessionId), slept);
        sheetAsked = null;
        lastSheet = Monotonic;
        var (sheet, outcome) = await asked;
        if (sheet is null)
        {
            Obstacle = View is null ? outcome : Obstacle;
            return false;
        }

        if (slept != sleptUntilAsked)
        {
            // The answer is as old as the sleep was long; with waking it was asked anew.
            return false;
        }

        isJustAwake = false;
        isOthersSheet = View is not null && sheet.You.AccountId != Sheet!.You.AccountId;
        if (isOthersSheet)
        {
            Heard(sheet.Clock);
            return false;
        }

        Take(sheet);
        Heard(sheet.Clock);
        return true;
    }

    /// <summary>A person of the practice as the log names them.</summary>
    public static Actor ActorOf(StaffPerson person) =>
        new(person.AccountId.ToString(), person.Name, Enum.TryParse<ActorRole>(person.Role, ignoreCase: true, out var role) ? role : ActorRole.Companion);

    private async Task TickAsync()
    {
        Refresh();
        await SoundAsync();
        WatchSelf();
        Changed?.Invoke(this, EventArgs.Empty);
        if (Unsent > 0 && Monotonic - lastAttempt > TimeSpan.FromSeconds(2))
        {
            _ = SendAsync();
        }

        if (Silence > TimeSpan.FromSeconds(3) && Monotonic - lastAttempt > TimeSpan.FromSeconds(2))
        {
            lastAttempt = Monotonic;
            _ = FetchAndShowAsync();
        }

        TimeSpan? sheetAgainAfter = isJustAwake ? TimeSpan.FromSeconds(2) : View is { IsBeforeStart: true, State.Monitor: null } ? TimeSpan.FromSeconds(5) : null;
        if (Monotonic - lastSheet > sheetAgainAfter)
        {
            _ = LoadSheetAsync();
        }
    }

    private void Refresh()
    {
        if (log.State.Plan is null)
        {
            return;
        }

        View = RoomView.Of(log.State, Now);
        FollowBeats();
        Predict(View);
    }

    private void Predict(RoomView view)
    {
        if (view.State.Plan?.Switches.LimitHighlighting != true)
        {
            Course = null;
            return;
        }

        var elapsed = view.State.StartedAt is { } start ? (view.Now - start).TotalMinutes : 0;
        var horizon = Math.Max(view.State.Plan.Infusion.Duration.Value + 35, (Math.Floor(elapsed / 15) * 15) + 30);
        var past = view.State.Dose.IsPastPlannedEnd(view.Now) ? Math.Floor(elapsed) : -1;
        var wanted = (view.State.Dose.Steps.Count, view.State.StartedAt ?? view.Now, horizon, past);
        if (view.State.StartedAt is null && Course is not null && drawnFor.Steps == 0)
        {
            Course = Course with { Origin = view.Now };
            return;
        }

        if (Course is null || drawnFor != wanted)
        {
            drawnFor = wanted;
            Course = PredictedCourse.Of(view.State, view.Now, new Minutes(horizon));
        }
    }

    private async Task SoundAsync()
    {
        AlarmPriority? wanted = null;
        if (View is { State.AreAlarmsOff: false } view)
        {
            var sounds = view.Alarms.Where(a => !a.IsAcknowledged && (view.AudioPausedUntil is null || !a.CanBePaused)).Select(a => (AlarmPriority?)a.Priority);
            wanted = ((IsCutOff && !IsSilenceAcknowledged) || UnwatchedNow.Count > 0 ? sounds.Append(AlarmPriority.Medium) : sounds).Max();
        }

        mustSound = wanted is not null;
        if (wanted != sounding)
        {
            sounding = wanted;
            await browser.SoundAsync(wanted);
        }
    }
}
