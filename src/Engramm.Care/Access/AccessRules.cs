using Engramm.Content.Access;

namespace Engramm.Care.Access;

/// <summary>How far a permission reaches for a role.</summary>
public enum Reach
{
    /// <summary>The role may not.</summary>
    None,

    /// <summary>Allowed; no patient is concerned.</summary>
    Yes,

    /// <summary>Every patient of the practice.</summary>
    Any,

    /// <summary>Patients whose care team names the person as companion or responsible physician.</summary>
    Named,

    /// <summary>Patients whose care team names the person as coach.</summary>
    Assigned,

    /// <summary>The own record.</summary>
    Self,
}

/// <summary>The one place that decides access: a role, a permission, and how close the person is to the patient.</summary>
public sealed class AccessRules(AccessTable table)
{
    /// <summary>How far the permission reaches for the role.</summary>
    /// <exception cref="KeyNotFoundException">The permission is not in the table: a programming fault, refused rather than guessed.</exception>
    public Reach Of(string permission, Role role)
    {
        if (!table.Permissions.TryGetValue(permission, out var roles))
        {
            throw new KeyNotFoundException($"Permission '{permission}' is not in content/access/permissions.yaml.");
        }

        return roles.TryGetValue(role.ToString().ToLowerInvariant(), out var reach)
            ? Enum.Parse<Reach>(reach, ignoreCase: true)
            : Reach.None;
    }

    /// <summary>Whether the person may, for a patient to whom the person has these ties.</summary>
    /// <param name="permission">What is asked.</param>
    /// <param name="role">The person's role.</param>
    /// <param name="isSelf">The patient is the person.</param>
    /// <param name="parts">The person's parts in the patient's care team.</param>
    public bool Allows(string permission, Role role, bool isSelf, IReadOnlyCollection<Patients.CareTeamPart> parts) => Of(permission, role) switch
    {
        Reach.Any => true,
        Reach.Named => parts.Contains(Patients.CareTeamPart.Companion) || parts.Contains(Patients.CareTeamPart.ResponsiblePhysician),
        Reach.Assigned => parts.Contains(Patients.CareTeamPart.Coach),
        Reach.Self => isSelf,
        Reach.None => false,
        Reach.Yes => false, // a permission without a patient never opens a patient's route
    };
}
