using Engramm.Quantities;

namespace Engramm.Outcomes;

/// <summary>How far a score has moved, in the words of treatment trials.</summary>
public enum ResponseVerdict
{
    /// <summary>One of the two scores is missing, or the starting score leaves no room for a fall.</summary>
    CannotTell,

    /// <summary>Less than the response asks for; may also be a rise.</summary>
    NoResponse,

    /// <summary>The fall that counts as a response.</summary>
    Response,
}

/// <summary>A score then and now.</summary>
/// <param name="Verdict">Whether it counts as a response.</param>
/// <param name="Fall">Points fallen since the start, negative for a rise; null when a score is missing.</param>
/// <param name="FallPercent">The fall in percent of the starting score; null when that is 0 or missing.</param>
/// <param name="IsRemission">Whether the score now lies below the remission mark; null when the rule has none, or a score is missing.</param>
public sealed record Response(ResponseVerdict Verdict, decimal? Fall, decimal? FallPercent, bool? IsRemission);

/// <summary>What a response is. Both least falls must be reached; remission, where defined, is a score below its mark.</summary>
/// <param name="LeastPercent">Least fall in percent of the starting score.</param>
/// <param name="LeastPoints">Least fall in points.</param>
/// <param name="RemissionBelow">Remission mark, when there is one.</param>
public sealed record ResponseRule(Sourced<decimal> LeastPercent, Sourced<decimal>? LeastPoints = null, Sourced<decimal>? RemissionBelow = null)
{
    private const string Farrar = "Farrar JT et al., Pain 2001;94:149–158 (11-point pain scale)";
    private const string OwnDefault = "Expert default of this project, needs a physician's signature";
    private const string PhqConvention = "Convention for PHQ-9 outcomes, as in Kroenke K et al., J Gen Intern Med 2001;16:606–613";

    /// <summary>Average pain 0–10: a fall of at least 30 % and of at least 2 points.</summary>
    public static ResponseRule Pain { get; } = new(
        new Sourced<decimal>(30, Farrar, Verification.Seen),
        new Sourced<decimal>(2, Farrar, Verification.Seen, "Cohorts in pain clinics may need more."));

    /// <summary>Engramm Pain Impact 0–10: a fall of at least 30 %.</summary>
    public static ResponseRule PainImpact { get; } = new(new Sourced<decimal>(30, OwnDefault, Verification.Assumed, "The scale is not validated."));

    /// <summary>PHQ-9: a fall of at least half; remission below 5.</summary>
    public static ResponseRule Depression { get; } = new(
        new Sourced<decimal>(50, PhqConvention, Verification.FromMemory),
        RemissionBelow: new Sourced<decimal>(5, PhqConvention, Verification.FromMemory));

    /// <summary>Compares a score now with the score at the start. A lower score is the better one.</summary>
    public Response Judge(decimal? start, decimal? now)
    {
        if (start is not { } from || now is not { } to)
        {
            return new Response(ResponseVerdict.CannotTell, null, null, null);
        }

        var fall = from - to;
        bool? remission = RemissionBelow is { } mark ? to < mark.Value : null;
        if (from <= 0)
        {
            return new Response(ResponseVerdict.CannotTell, fall, null, remission);
        }

        var percent = 100 * fall / from;
        var reached = percent >= LeastPercent.Value && (LeastPoints is null || fall >= LeastPoints.Value);
        return new Response(reached ? ResponseVerdict.Response : ResponseVerdict.NoResponse, fall, percent, remission);
    }
}
