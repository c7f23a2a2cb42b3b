using Engramm.Care.Consent;
using Engramm.Content.Treatment;
using Engramm.Quantities;
using Engramm.Server.Design;
using Engramm.Server.Staff.Eligibility;
using Engramm.Server.Staff.Patients;

namespace Engramm.Server.Staff.Consent;

/// <summary>Which of the four steps is to be done now.</summary>
public enum ConsentStep
{
    Talk,
    Understanding,
    Signature,
    Copy,

    /// <summary>All done.</summary>
    Complete,
}

/// <summary>The consent of one patient, step by step.</summary>
/// <param name="Frame">Bar and rail.</param>
/// <param name="Text">The text, in the version the record was made with.</param>
/// <param name="Current">The consent in progress or signed; null before the talk and after a withdrawal.</param>
/// <param name="Earlier">Consents before it, newest first.</param>
/// <param name="Names">Names of the accounts that took part.</param>
/// <param name="MayTalk">A physician is looking.</param>
/// <param name="MayTakeSignature">May check understanding and take the signature.</param>
/// <param name="MayWithdraw">May record a withdrawal.</param>
/// <param name="State">What was entered, in the step that was refused.</param>
/// <param name="Refused">The step that <paramref name="State"/> belongs to.</param>
public sealed record ConsentModel(
    PatientFrame Frame,
    ConsentText Text,
    ConsentRecord? Current,
    IReadOnlyList<ConsentRecord> Earlier,
    IReadOnlyDictionary<Guid, string> Names,
    bool MayTalk,
    bool MayTakeSignature,
    bool MayWithdraw,
    FormState State,
    ConsentStep? Refused)
{
    /// <summary>When the patient withdrew on the phone, while no physician has taken notice; null otherwise.</summary>
    public DateTimeOffset? WithdrawnOnPhoneAt { get; init; }

    /// <summary>The step that comes next.</summary>
    public ConsentStep Next => Current switch
    {
        null => ConsentStep.Talk,
        { UnderstoodAt: null } => ConsentStep.Understanding,
        { SignedAt: null } => ConsentStep.Signature,
        { CopyHandedOverAt: null } => ConsentStep.Copy,
        _ => ConsentStep.Complete,
    };

    /// <summary>The language the patient was informed in; the page's own before the talk.</summary>
    public Language Spoken(PageContext context) => Current?.Language ?? context.Language;
}

/// <summary>The text to read and print.</summary>
/// <param name="Frame">Bar and rail.</param>
/// <param name="Text">The text.</param>
/// <param name="Language">The language it is shown in.</param>
/// <param name="Record">The consent given on it, when there is one.</param>
/// <param name="Physician">Who explained.</param>
public sealed record ConsentTextModel(PatientFrame Frame, ConsentText Text, Language Language, ConsentRecord? Record, string? Physician);
