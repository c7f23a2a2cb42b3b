using Engramm.Care.Planning;
using Engramm.Cockpit.Planner;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Quantities;

namespace Engramm.Server.Staff.Planning;

/// <summary>A predicted value at one time. ng/mL.</summary>
public sealed record PredictedPoint(double Minute, double Typical, double Lower, double Upper, double Second)
{
    /// <summary>How far the second model lies from the first, in percent of the first; null where the first is 0.</summary>
    public double? PercentApart => Typical > 0 ? (Second - Typical) / Typical * 100 : null;
}

/// <summary>What is predicted for a plan: one model with its band between people, a second model beside it. Never for dosing or discharge.</summary>
/// <param name="Model">Name of the first model.</param>
/// <param name="Site">Where its samples were drawn.</param>
/// <param name="Band">Name of the spread, which says whether it is assumed.</param>
/// <param name="SecondModel">Name of the second model.</param>
/// <param name="SecondSite">Where its samples were drawn.</param>
/// <param name="Duration">Length of the infusion, minutes.</param>
/// <param name="Observation">Observation after the end, minutes.</param>
/// <param name="Points">In order of time.</param>
/// <param name="Moments">End of the infusion, half an hour later, end of observation.</param>
public sealed record PredictedCourse(
    string Model,
    SamplingSite Site,
    string Band,
    string SecondModel,
    SamplingSite SecondSite,
    double Duration,
    double Observation,
    IReadOnlyList<PredictedPoint> Points,
    IReadOnlyList<PredictedPoint> Moments)
{
    /// <summary>The model that is drawn with its band.</summary>
    public const string First = "kamp2020";

    /// <summary>The model beside it.</summary>
    public const string Second = "domino";

    /// <summary>The spread between people: set A of this project, assumed.</summary>
    public const string Spread = "volunteers";

    private const double Step = 2;

    /// <summary>
    /// The prediction, or null when the models say nothing of this substance or weight. Its band is that of the planner's same virtual people:
    /// figure and table stand on one page and must be one answer.
    /// </summary>
    public static PredictedCourse? Of(InfusionPlan plan, double observation, ContentLibrary content, DateOnly today, Language language)
    {
        var (first, second) = (content.Get<KineticModel>(First, today), content.Get<KineticModel>(Second, today));
        if (plan.Schedule().Value is not { } schedule || first.ToVariability(Spread, language) is not { } spread)
        {
            return null;
        }

        var last = Math.Ceiling((plan.Duration.Value + observation + 1) / 20) * 20;
        var moments = new[] { plan.Duration.Value, plan.Duration.Value + 30, plan.Duration.Value + observation };
        var times = TimeGrid.Every(new Minutes(Step), new Minutes(last), schedule)
            .Concat(moments.Where(m => m <= last).Select(m => new Minutes(m))).DistinctBy(t => t.Value).OrderBy(t => t.Value).ToList();
        var (one, other) = (first.ToModel(language), second.ToModel(language));
        if (Prediction.At(one, plan.Weight, schedule, null, times).Value is not { } typical
            || Population.Band(one, plan.Weight, schedule, times, spread, PlannerDesk.Subjects, PlannerDesk.Seed).Value is not { } band
            || Prediction.At(other, plan.Weight, schedule, null, times).Value is not { } beside)
        {
            return null;
        }

        List<PredictedPoint> points = [.. Enumerable.Range(0, times.Count)
            .Select(i => new PredictedPoint(times[i].Value, typical.Plasma(i).Value, band.Lower(i).Value, band.Upper(i).Value, beside.Plasma(i).Value))];
        return new PredictedCourse(
            one.Name, one.Site, spread.Name, other.Name, other.Site, plan.Duration.Value, observation, points,
            [.. moments.Distinct().Select(m => points.Find(p => Math.Abs(p.Minute - m) < 1e-9)).OfType<PredictedPoint>()]);
    }
}
