using System.Collections.Concurrent;

namespace Engramm.Cockpit.Tests;

/// <summary>Runs a test as a browser runs the cockpit: everything on one thread, one thing after the other.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> waiting = [];

    public static void Run(Func<Task> test)
    {
        var (before, thread) = (Current, new OneThread());
        SetSynchronizationContext(thread);
        try
        {
            var running = test();
            _ = running.ContinueWith(_ => thread.waiting.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            foreach (var (work, state) in thread.waiting.GetConsumingEnumerable(TestContext.Current.CancellationToken))
            {
                work(state);
            }

            running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!waiting.IsAddingCompleted)
        {
            waiting.Add((d, state));
        }
    }
}
