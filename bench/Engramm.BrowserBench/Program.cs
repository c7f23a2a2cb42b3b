using System.Globalization;
using Engramm.BrowserBench;
using Engramm.TestKit;
using Microsoft.Playwright;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = Directory.CreateTempSubdirectory("engramm-bench-").FullName;
var (port, monitorPort) = (ServerProcess.FreePort(), ServerProcess.FreePort());
await using (await ServerProcess.ServeAsync(["demo", "--data", data, "--monitor-port", monitorPort.ToString(CultureInfo.InvariantCulture)], port, CancellationToken.None))
{
    using var playwright = await Playwright.CreateAsync();
    await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"] });
    var planner = await PlannerPage.OpenAsync(browser, new Uri($"http://localhost:{port}"));
    Console.WriteLine($"Chromium {browser.Version}, headless, interpreted WebAssembly, {Environment.ProcessorCount} processors; two hours of infusion, two of observation, band, second model");
    foreach (var (name, hand, least, greatest, metabolites) in ((string, string, double, double, bool)[])
        [("dose", "dose", 0.3, 0.9, false), ("length", "duration", 60, 120, false), ("dose, with metabolites", "dose", 0.3, 0.9, true), ("length, with metabolites", "duration", 60, 120, true)])
    {
        await planner.SetMetabolitesAsync(metabolites);
        await planner.DragAsync(hand, least, greatest);
        var frames = await planner.DragAsync(hand, greatest, least);
        Console.WriteLine(
            $"{name}: from the move to the new curve {At(frames.Milliseconds, 50):F1} / {At(frames.Milliseconds, 95):F1} ms by the clock (median, 95 %; goal 16) of {frames.Milliseconds.Count} moves; " +
            $"the page worked {frames.ProcessorMilliseconds:F1} ms of processor time a move, of it {frames.ScriptMilliseconds:F1} in script and WebAssembly, the rest in style, layout and painting");
    }
}

Directory.Delete(data, recursive: true);

static double At(IReadOnlyList<double> values, double percent)
{
    double[] sorted = [.. values.Order()];
    return sorted[(int)Math.Ceiling(percent / 100 * sorted.Length) - 1];
}
