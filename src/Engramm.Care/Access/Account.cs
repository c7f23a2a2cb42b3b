using Engramm.Quantities;
using Microsoft.AspNetCore.Identity;

namespace Engramm.Care.Access;

/// <summary>Someone who can sign in: staff with password and second factor, patients by magic link.</summary>
public sealed class Account : IdentityUser<Guid>, IPracticeRecord
{
    public Guid PracticeId { get; set; }

    public required Role Role { get; set; }

    /// <summary>The name colleagues read, with title: "Dr. Ines Falkenberg".</summary>
    public required string DisplayName { get; set; }

    public Language Language { get; set; }

    /// <summary>For a patient's account: whose record it opens.</summary>
    public Guid? PatientId { get; set; }

    /// <summary>Whether the person still works here or is still treated here.</summary>
    public bool IsActive { get; set; } = true;
}

/// <summary>A link that works once: it signs a patient in, or lets a colleague choose a password. Only its hash is stored.</summary>
public sealed class MagicLink : IPracticeRecord
{
    /// <summary>How long an ordinary link can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long an invitation to a new patient can be used.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    /// <summary>How long a colleague can choose a password with it.</summary>
    public static readonly TimeSpan ColleagueLifetime = TimeSpan.FromDays(3);

    public Guid Id { get; init; }

    public Guid PracticeId { get; set; }

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the token, as hex. The token itself exists only in the mail, or where it was shown once.</summary>
    public required string TokenHash { get; init; }

    /// <summary>True for the first link of a new patient, which leads to registration.</summary>
    public required bool IsInvitation { get; init; }

    /// <summary>Real instant after which it is refused.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
