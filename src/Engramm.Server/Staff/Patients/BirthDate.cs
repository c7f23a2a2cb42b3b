using System.Globalization;
using Engramm.Server.Access;
using Engramm.Server.Design;

namespace Engramm.Server.Staff.Patients;

/// <summary>The field <c>birth</c> of a form: a date of birth as a colleague writes it down.</summary>
internal static class BirthDate
{
    /// <summary>Nobody is older than this; a year typed wrongly is more likely.</summary>
    private const int OldestYears = 120;

    /// <summary>The date in the form; null when there is none.</summary>
    public static DateOnly? In(FormState form) =>
        DateOnly.TryParseExact(form.Value("birth"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) ? birth : null;

    /// <summary>The form with a message beside <c>birth</c> when that is no date, lies in the future or more than 120 years back.</summary>
    public static FormState Check(FormState form, Visit visit, PageContext context)
    {
        if (In(form) is not { } birth)
        {
            return form.Fault("birth", context.T("invite.fault.birth"));
        }

        var oldest = visit.Today.AddYears(-OldestYears);
        return birth > visit.Today || birth < oldest
            ? form.Fault("birth", context.T("invite.fault.birth.range", context.Date(birth), context.Date(oldest), context.Date(visit.Today)))
            : form;
    }
}
