using Engramm.Cockpit.Link;
using Engramm.Cockpit.Live;
using Engramm.Sessions.Entries;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace Engramm.Cockpit.Tests;

/// <summary>Whatever becomes of the answers: nothing entered is lost, nothing is written twice, and the person is told once.</summary>
public sealed class OutboxTests
{
    /// <summary>What a person or the tablet does between two answers.</summary>
    private enum Step
    {
        Enter,
        Send,
        SendAndEnterMeanwhile,
        SendTwiceAtOnce,
        LoadAnew,
    }

    [Property(MaxTest = 300, EndSize = 30)]
    public Property Any_order_of_answers_and_reloads_loses_and_doubles_nothing() => Prop.ForAll(Scripts(), script =>
    {
        OneThread.Run(() => PlayAsync(script));
        return true;
    });

    [Fact]
    public void What_the_disk_refuses_is_still_sent_and_the_person_is_told() => OneThread.Run(async () =>
    {
        var desk = await Desk.OpenAsync();
        desk.Tablet.IsDiskFailing = true;
        await desk.EnterAsync();
        Assert.True(desk.Outbox.IsDiskFailing);
        Assert.Empty(desk.Tablet.Outbox);
        await desk.SendAsync();
        Assert.Single(desk.Server.Log);
        Assert.Equal(0, desk.Outbox.Count);
    });

    [Fact]
    public void A_disk_that_cannot_forget_stops_nothing_and_what_it_keeps_is_written_once() => OneThread.Run(async () =>
    {
        var desk = await Desk.OpenAsync();
        await desk.EnterAsync();
        await desk.EnterAsync();
        desk.Tablet.IsDiskFailing = true;
        await desk.SendAsync();
        Assert.Equal(2, desk.Server.Log.Count);
        Assert.True(desk.Outbox.IsDiskFailing);
        desk.Tablet.IsDiskFailing = false;
        await desk.LoadAnewAsync();
        await desk.SendAsync();
        Assert.Equal(2, desk.Server.Log.Count);
        Assert.Empty(desk.Tablet.Outbox);
    });

    [Fact]
    public void What_a_locked_screen_may_not_send_does_not_stand_in_the_way_of_what_it_may() => OneThread.Run(async () =>
    {
        var desk = await Desk.OpenAsync();
        var (first, second) = (await desk.EnterAsync(), await desk.EnterAsync());
        desk.Server.Answers.Enqueue(Answer.Locked);
        await desk.SendAsync();
        Assert.Equal([second], desk.Server.Log.Select(e => e.CommandId));
        Assert.Equal(Sending.Locked, desk.Outbox.LastOutcome);
        await desk.SendAsync();
        Assert.Equal([second, first], desk.Server.Log.Select(e => e.CommandId));
        Assert.Equal(Sending.Stored, desk.Outbox.LastOutcome);
    });

    [Fact]
    public void Another_persons_entries_wait_for_that_person() => OneThread.Run(async () =>
    {
        var desk = await Desk.OpenAsync();
        await desk.EnterAsync();
        await desk.LoadAnewAsync(Guid.NewGuid());
        Assert.Equal((0, 1), (desk.Outbox.Count, desk.Outbox.OfOthers));
        await desk.SendAsync();
        Assert.Empty(desk.Server.Log);
        await desk.LoadAnewAsync();
        await desk.SendAsync();
        Assert.Single(desk.Server.Log);
    });

    [Fact]
    public void Only_the_servers_own_words_end_an_entry() => OneThread.Run(async () =>
    {
        var desk = await Desk.OpenAsync();
        await desk.EnterAsync();
        foreach (var (answer, outcome) in ((Answer, Sending)[])[
            (Answer.LedToAPage, Sending.Unreachable), (Answer.RefusedByAStranger, Sending.Unreachable), (Answer.OtherPerson, Sending.OtherPerson)])
        {
            desk.Server.Answers.Enqueue(answer);
            await desk.SendAsync();
            Assert.Equal(outcome, desk.Outbox.LastOutcome);
            Assert.Single(desk.Tablet.Outbox);
            Assert.Empty(desk.Told);
        }

        await desk.SendAsync();
        Assert.Single(desk.Server.Log);
        Assert.Empty(desk.Tablet.Outbox);
    });

    private static async Task PlayAsync((Step Step, Answer[] Answers)[] script)
    {
        var desk = await Desk.OpenAsync();
        foreach (var (step, answers) in script)
        {
            desk.Server.Answers.Clear();
            Array.ForEach(answers, desk.Server.Answers.Enqueue);
            switch (step)
            {
                case Step.Enter:
                    await desk.EnterAsync();
                    break;
                case Step.Send:
                    await desk.SendAsync();
                    break;
                case Step.SendAndEnterMeanwhile:
                    desk.Server.Meanwhile = desk.EnterAsync;
                    await desk.SendAsync();
                    desk.Server.Meanwhile = null;
                    break;
                case Step.SendTwiceAtOnce:
                    await Task.WhenAll(desk.SendAsync(), desk.SendAsync());
                    break;
                case Step.LoadAnew:
                    await desk.LoadAnewAsync();
                    break;
            }

            desk.Check();
        }

        desk.Server.Answers.Clear();
        await desk.SendAsync();
        desk.Check();
        Assert.Equal(0, desk.Outbox.Count);
        Assert.Empty(desk.Tablet.Outbox);
        Assert.Equal(desk.Entered.Order(), desk.Told.Order());
        Assert.Equal(desk.Entered.Order(), desk.Server.Log.Select(e => e.CommandId).Concat(desk.Server.Refused).Order());
        if (!script.Any(s => s.Answers.Contains(Answer.Locked)))
        {
            // In the order in which they were made.
            var stored = desk.Server.Log.Select(e => e.CommandId).ToList();
            Assert.Equal(desk.Entered.Where(stored.Contains), stored);
        }
    }

    private static Arbitrary<(Step Step, Answer[] Answers)[]> Scripts() =>
        (from step in Gen.Elements(Enum.GetValues<Step>())
         from answers in Gen.Elements(Enum.GetValues<Answer>()).ArrayOf()
         select (step, answers)).ArrayOf().ToArbitrary();

    /// <summary>One tablet at one server.</summary>
    private sealed class Desk
    {
        public FakeTablet Tablet { get; } = new();

        public FakeServer Server { get; } = new(new FakeTimeProvider());

        public Outbox Outbox { get; private set; } = null!;

        /// <summary>What was entered, in order.</summary>
        public List<Guid> Entered { get; } = [];

        /// <summary>What the person was told the end of: stored or refused.</summary>
        public List<Guid> Told { get; } = [];

        public static async Task<Desk> OpenAsync()
        {
            var desk = new Desk();
            await desk.LoadAnewAsync();
            return desk;
        }

        public async Task LoadAnewAsync(Guid? account = null)
        {
            var browser = new Browser(Tablet);
            await browser.BeginAsync();
            Outbox = new Outbox(FakeServer.Session, account ?? FakeServer.Nurse.AccountId, Server.Link, browser);
            await Outbox.LoadAsync();
        }

        public async Task<Guid> EnterAsync()
        {
            var command = new SessionCommand(Guid.NewGuid(), Server.Now, new Actor("jonas", "Jonas Riedel", ActorRole.Nurse), new NoteAdded("entry"));
            Entered.Add(command.CommandId);
            await Outbox.AddAsync(command);
            return command.CommandId;
        }

        public Task<bool> SendAsync() => Outbox.SendAsync(Told.Add, (id, _) => Told.Add(id));

        /// <summary>What must hold at every moment.</summary>
        public void Check()
        {
            Assert.Equal(Told.Count, Told.Distinct().Count());
            Assert.Equal(Server.Log.Count, Server.Log.Select(e => e.CommandId).Distinct().Count());

            // Whoever was told has it on the server or knows that it was refused; everything else waits on the disk.
            Assert.All(Told, id => Assert.True(Server.Refused.Contains(id) || Server.Log.Any(e => e.CommandId == id)));
            Assert.Equal(Entered.Except(Told).Order(), Tablet.Outbox.Select(o => o.Command.CommandId).Order());
            Assert.Equal(Tablet.Outbox.Count, Outbox.Count);

            // Sent again it is the same, letter by letter.
            Assert.All(Server.Arrived.GroupBy(a => a.Id), g => Assert.Single(g.Select(a => a.Json).Distinct(StringComparer.Ordinal)));
        }
    }
}
