namespace Engramm.Content.Access;

/// <summary>Who may do what, as a table a practice can read: permission → role → how far it reaches.</summary>
public sealed record AccessTable : ContentFile
{
    /// <summary>Permission name → role name → <c>yes</c>, <c>any</c>, <c>named</c>, <c>assigned</c> or <c>self</c>. A role that is not named may not.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Permissions { get; init; }
}
