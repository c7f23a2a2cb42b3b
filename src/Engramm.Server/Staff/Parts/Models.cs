using Engramm.Care.Practice;
using Engramm.Content.Infusion;
using Engramm.Server.Design;

namespace Engramm.Server.Staff.Parts;

/// <summary>The page of the three parts.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="Text">Names, purposes, words to accept.</param>
/// <param name="History">Every decision, newest first.</param>
/// <param name="OpenSessions">How many sessions are open: they keep what they were opened with.</param>
/// <param name="MayDecide">A physician is looking.</param>
/// <param name="Signer">Name under the signature.</param>
/// <param name="State">What was entered when it was refused.</param>
/// <param name="Refused">The part whose form was refused; null when nothing was.</param>
public sealed record PartsModel(
    string Practice,
    SeparableParts Text,
    IReadOnlyList<SwitchDecision> History,
    int OpenSessions,
    bool MayDecide,
    string Signer,
    FormState State,
    SeparablePart? Refused)
{
    /// <summary>The decision of a part that counts; null when nobody ever decided.</summary>
    public SwitchDecision? Newest(SeparablePart part) => PracticeSwitches.Newest(History, part);

    /// <summary>Whether a part is on.</summary>
    public bool IsOn(SeparablePart part) => part == SeparablePart.Charting || Newest(part)?.IsOn == true;
}
