using System.Globalization;
using Engramm.Kinetics;

namespace Engramm.Server.Cli;

/// <summary>A finding of the kinetics as an English sentence for the command line: where, which value, what is allowed.</summary>
internal static class FindingSentence
{
    public static string Of(KineticsFinding finding)
    {
        var value = finding.Value is { } found ? " " + Plain(found) : "";
        var range = (finding.Least, finding.Greatest) switch
        {
            ({ } least, { } greatest) => $"; allowed are {Plain(least)} to {Plain(greatest)}",
            ({ } least, null) => $"; the least allowed is {Plain(least)}",
            (null, { } greatest) => $"; the greatest allowed is {Plain(greatest)}",
            _ => "",
        };
        return $"{finding.Subject}{value} {Reason(finding.Fault)}{range}.";
    }

    private static string Reason(KineticsFault fault) => fault switch
    {
        KineticsFault.Negative => "is below zero",
        KineticsFault.NotPositive => "must be above zero",
        KineticsFault.NotFinite => "is too large to calculate with",
        KineticsFault.NoDuration => "does not come after its start",
        KineticsFault.Overlap => "min begins before the infusion before it has ended: say which rate held",
        KineticsFault.OutOfRange => "is outside the range",
        KineticsFault.NotInOrder => "comes before the one before it",
        KineticsFault.WrongSubstance => "is of the other substance: racemic ketamine and esketamine are not converted",
        KineticsFault.WrongModel => "is not offered by this model",
        KineticsFault.GivenTwice => "is given twice",
    };

    private static string Plain(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
