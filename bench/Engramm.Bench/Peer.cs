using System.Diagnostics;
using System.Globalization;

namespace Engramm.Bench;

/// <summary>A packaged simulator on the same workloads; absent when it cannot be run.</summary>
/// <param name="Version">What answered.</param>
/// <param name="OneCurve">CPU seconds for a day in seconds of one person.</param>
/// <param name="PerSubjectPoint">CPU seconds for one point of one of many people.</param>
/// <param name="Plasma">mg/L of the typical person at 40, 60 and 120 min.</param>
/// <param name="Effect">The same at the effect site.</param>
internal sealed record Peer(string Version, double OneCurve, double PerSubjectPoint, double[] Plasma, double[] Effect)
{
    public const int Subjects = 500;
    private const int Repetitions = 5;

    /// <summary>deSolve with a compiled right-hand side, or null with the reason.</summary>
    public static (Peer? Peer, string? Absent) DeSolve(string people)
    {
        var start = new ProcessStartInfo("Rscript")
        {
            ArgumentList = { Path.Combine("bench", "peers", "desolve.R"), people, $"{Subjects}", $"{Repetitions}" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OPENBLAS_NUM_THREADS"] = "1" },
        };
        try
        {
            using var process = Process.Start(start)!;
            var lines = process.StandardOutput.ReadToEnd().Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 1).ToDictionary(words => words[0], StringComparer.Ordinal);
            process.WaitForExit();
            return process.ExitCode == 0
                ? (new Peer("deSolve " + string.Join(' ', lines["version"][1..]), Number(lines["A1"][1]), Number(lines["A2"][1]) / Number(lines["A2"][2]), Numbers(lines["Cp"]), Numbers(lines["Ce"])), null)
                : (null, $"Rscript ended with {process.ExitCode}: {process.StandardError.ReadToEnd().Trim()}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "Rscript is not installed; bench/run --peers installs it");
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double[] Numbers(string[] words) => [.. words[1..].Select(Number)];
}
