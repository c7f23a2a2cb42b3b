using System.Net.Mail;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Identity;

/// <summary>The e-mail address of an account to be made.</summary>
internal static class NewAddress
{
    /// <summary>The form with a message beside <c>email</c> when that is no address or already has an account.</summary>
    public static async Task<FormState> CheckAsync(FormState form, EngrammDbContext db, PageContext context, CancellationToken cancellation)
    {
        var email = form.Value("email")?.Trim() ?? string.Empty;
        if (!MailAddress.TryCreate(email, out var address) || !string.Equals(address.Address, email, StringComparison.Ordinal))
        {
            return form.Fault("email", context.T("identity.address.fault", email));
        }

        var normalized = email.ToUpperInvariant();
        return await db.Accounts.AnyAsync(a => a.NormalizedEmail == normalized, cancellation)
            ? form.Fault("email", context.T("identity.address.known", email))
            : form;
    }
}
