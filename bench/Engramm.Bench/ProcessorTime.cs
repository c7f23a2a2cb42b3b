using System.Runtime.InteropServices;

namespace Engramm.Bench;

/// <summary>Processor time: what was worked, not what the clock on a shared machine says.</summary>
internal static partial class ProcessorTime
{
    private const int OfThread = 3;
    private const int OfProcess = 2;

    /// <summary>Seconds of this thread for one call: the median of the repetitions, and the least.</summary>
    public static (double Median, double Least) Of(int repetitions, Action work) => Measure(OfThread, repetitions, work);

    /// <summary>Seconds of all threads of this process.</summary>
    public static (double Median, double Least) OfAllThreads(int repetitions, Action work) => Measure(OfProcess, repetitions, work);

    private static (double Median, double Least) Measure(int clock, int repetitions, Action work)
    {
        var seconds = new double[repetitions];
        for (var i = 0; i < repetitions; i++)
        {
            var start = Now(clock);
            work();
            seconds[i] = Now(clock) - start;
        }

        Array.Sort(seconds);
        return (seconds[repetitions / 2], seconds[0]);
    }

    private static double Now(int clock) => Gettime(clock, out var time) == 0 ? time.Seconds + (time.Nanoseconds * 1e-9) : throw new InvalidOperationException("The processor's clock cannot be read; the measurements need Linux.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Gettime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
