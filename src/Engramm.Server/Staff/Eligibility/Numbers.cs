using Engramm.Quantities;
using Engramm.Server.Design;

namespace Engramm.Server.Staff.Eligibility;

/// <summary>Says why a number was not taken: the text as typed, what is allowed, what to do.</summary>
internal static class Numbers
{
    public static string Refused(PageContext context, string? entered, NumberRefusal? refusal, decimal least, decimal greatest) => refusal switch
    {
        NumberRefusal.Empty => context.T("decision.number.empty"),
        NumberRefusal.OutOfRange => context.T("decision.number.range", entered ?? "", least, greatest),
        NumberRefusal.Ambiguous or NumberRefusal.SeveralMarks => context.T("decision.number.mark", entered ?? ""),
        _ => context.T("decision.number.wrong", entered ?? ""),
    };
}
