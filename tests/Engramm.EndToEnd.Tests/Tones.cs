namespace Engramm.EndToEnd.Tests;

/// <summary>The binaural beats of set and setting, as the browser itself makes them.</summary>
[Collection<Looking>]
public class Tones(Chromium chromium, SharedDemo demo)
{
    /// <summary>
    /// The same graph as in the room, rendered into memory: zero crossings count the frequency of each ear, the amplitude follows the fades, and
    /// neither ear holds the other's tone.
    /// </summary>
    [Theory]
    [InlineData(200, 6.5)]
    [InlineData(41.7, 0.5)]
    [InlineData(1000, 40)]
    public async Task The_tones_have_exactly_the_frequencies_that_were_asked_for_and_rise_and_fall_without_a_jump(double carrier, double beat)
    {
        await using var nurse = await Visitor.ComeAsync(chromium, demo.Address, "en", 1180, 820);
        await nurse.GoAsync("/");
        var heard = await nurse.Page.EvaluateAsync<double[]>(
            """
            async ([carrier, beat]) => {
              const { tones } = await import('/cockpit/beats.js');
              const rate = 48000;
              const offline = new OfflineAudioContext(2, 14 * rate, rate);
              tones(offline, { left: carrier, right: carrier + beat, amplitude: 0.2, fadeSeconds: 1 }, 0).stop(1, 12);
              const sound = await offline.startRendering();
              const ears = [0, 1].map((ear) => sound.getChannelData(ear));
              // Upward crossings, placed between two samples, over the ten seconds between the fades.
              const hertz = (data) => {
                let first, last, count = -1;
                for (let i = rate * 1.5; i < rate * 11.5; i++) {
                  if (data[i] < 0 && data[i + 1] >= 0) {
                    last = i + data[i] / (data[i] - data[i + 1]);
                    first ??= last;
                    count++;
                  }
                }
                return count * rate / (last - first);
              };
              const peak = (data, from, to) => data.subarray(from * rate, to * rate).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
              const jump = ears[0].reduce((most, value, i, all) => Math.max(most, i ? Math.abs(value - all[i - 1]) : 0), 0);
              // How much of a frequency is in a channel, as an amplitude, over whole ten seconds with a smooth window.
              const share = (data, at) => {
                let re = 0, im = 0;
                for (let i = 0; i < rate * 10; i++) {
                  const window = 1 - Math.cos(2 * Math.PI * i / (rate * 10));
                  re += data[i + rate * 1.5] * window * Math.cos(2 * Math.PI * at * i / rate);
                  im += data[i + rate * 1.5] * window * Math.sin(2 * Math.PI * at * i / rate);
                }
                return 2 * Math.hypot(re, im) / (rate * 10);
              };
              return [
                hertz(ears[0]), hertz(ears[1]),
                peak(ears[0], 0, 0.1), peak(ears[0], 0.45, 0.55), peak(ears[0], 2, 11), peak(ears[1], 2, 11), peak(ears[0], 12.45, 12.55), peak(ears[0], 13.01, 14),
                jump, share(ears[0], carrier), share(ears[0], carrier + beat), share(ears[1], carrier),
              ];
            }
            """,
            new[] { carrier, beat });
        Assert.Equal(carrier, heard[0], 0.001);
        Assert.Equal(carrier + beat, heard[1], 0.001);
        Assert.InRange(heard[2], 0, 0.0201);
        Assert.InRange(heard[3], 0.09, 0.1101);
        Assert.InRange(heard[4], 0.199, 0.2001);
        Assert.InRange(heard[5], 0.199, 0.2001);
        Assert.InRange(heard[6], 0.09, 0.1101);
        Assert.InRange(heard[7], 0, 1e-6);
        Assert.InRange(heard[8], 0, 0.2 * 2 * Math.PI * (carrier + beat) / 48000 * 1.05);
        Assert.InRange(heard[9], 0.199, 0.2001);
        Assert.InRange(heard[10], 0, 0.0005);
        Assert.InRange(heard[11], 0, 0.0005);
    }
}
