using Engramm.Care.Eligibility;
using Engramm.Content.Rules;
using Engramm.Server.Design;
using Engramm.Server.Staff.Patients;

namespace Engramm.Server.Staff.Eligibility;

/// <summary>Findings of the rules and the physician's decision on them.</summary>
/// <param name="Frame">Bar and rail.</param>
/// <param name="File">The record and the rules.</param>
/// <param name="Review">The rules asked now, with the finding of the chosen indication.</param>
/// <param name="Indication">The indication chosen, or null.</param>
/// <param name="Signed">The newest decision, or null.</param>
/// <param name="MaySign">A physician is looking.</param>
/// <param name="MayWriteFacts">The answers may be changed.</param>
/// <param name="Signer">Name under the signature.</param>
/// <param name="IsBlocked">A block that a consent would not lift.</param>
/// <param name="State">What was entered.</param>
public sealed record EligibilityModel(
    PatientFrame Frame,
    DecisionFile File,
    EligibilityReview Review,
    Indication? Indication,
    SignedDecision? Signed,
    bool MaySign,
    bool MayWriteFacts,
    string Signer,
    bool IsBlocked,
    FormState State);

/// <summary>A decision with what it rests on.</summary>
/// <param name="Decision">As stored.</param>
/// <param name="Review">What was seen and reasoned.</param>
/// <param name="By">The physician's name.</param>
/// <param name="IsCurrent">Whether it covers what the rules say now.</param>
public sealed record SignedDecision(EligibilityDecision Decision, SignedReview Review, string By, bool IsCurrent);

/// <summary>The form of facts.</summary>
/// <param name="Frame">Bar and rail.</param>
/// <param name="Back">The page it leads back to: one that this colleague may open.</param>
/// <param name="Groups">What is asked.</param>
/// <param name="Derived">What the record knows from elsewhere.</param>
/// <param name="MayWrite">Whether this colleague may write it.</param>
/// <param name="State">What was entered.</param>
public sealed record FactsModel(PatientFrame Frame, string Back, IReadOnlyList<FactGroupModel> Groups, IReadOnlyList<DerivedFact> Derived, bool MayWrite, FormState State);

/// <summary>A group of the form.</summary>
public sealed record FactGroupModel(string Title, IReadOnlyList<FactQuestion> Questions);

/// <summary>One question of the form.</summary>
/// <param name="Definition">What is asked.</param>
/// <param name="Value">What the record knows now, as the form writes it; null when unknown or too old.</param>
/// <param name="Document">The document behind it.</param>
/// <param name="Note">When it was last answered, or that the answer is too old.</param>
public sealed record FactQuestion(FactDefinition Definition, string? Value, string? Document, string? Note);

/// <summary>A fact that follows from another part of the record.</summary>
public sealed record DerivedFact(string Question, string Answer, string From, string? Href);
