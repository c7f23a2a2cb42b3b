using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using QRCoder;

namespace Engramm.Server.Identity;

/// <summary>Setting up the authenticator app, once per colleague.</summary>
public static class SecondFactorEndpoints
{
    private const int RecoveryCodes = 10;

    public static void MapSecondFactor(this IEndpointRouteBuilder app)
    {
        app.MapGet("/account/second-factor", ShowAsync).Needs(Permissions.OwnAccount);
        app.MapPost("/account/second-factor", ConfirmAsync).Needs(Permissions.OwnAccount);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Visit visit, EngrammDbContext db, UserManager<Account> users, PageContexts pages)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == visit.Who.AccountId, http.RequestAborted);
        if (account.TwoFactorEnabled)
        {
            return SeeOther.To("/home");
        }

        return PageResult.Of<EnrolPage>(pages.Of(http), await ModelAsync(http, account, users, FormState.Empty));
    }

    private static async Task<IResult> ConfirmAsync(HttpContext http, Visit visit, EngrammDbContext db, UserManager<Account> users, PageContexts pages)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == visit.Who.AccountId, http.RequestAborted);
        var context = pages.Of(http);
        if (account.TwoFactorEnabled)
        {
            return SeeOther.To("/home");
        }

        var code = http.Request.Form["code"].ToString().Replace(" ", string.Empty, StringComparison.Ordinal);
        if (!await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            return PageResult.Of<EnrolPage>(context, await ModelAsync(http, account, users, FormState.Empty.Fault("code", context.T("identity.second.wrong"))), StatusCodes.Status422UnprocessableEntity);
        }

        await users.SetTwoFactorEnabledAsync(account, enabled: true);
        var codes = (await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))!.ToList();
        // Turning it on renews the security stamp, which would end this very sign-in.
        await SignIns.SignInAsync(http, account);
        return PageResult.Of<EnrolPage>(context, new EnrolModel(string.Empty, string.Empty) { RecoveryCodes = codes });
    }

    private static async Task<EnrolModel> ModelAsync(HttpContext http, Account account, UserManager<Account> users, FormState state)
    {
        var key = await users.GetAuthenticatorKeyAsync(account);
        if (key is null)
        {
            await users.ResetAuthenticatorKeyAsync(account);
            // A new key renews the security stamp, which would end this very sign-in before the first code is entered.
            await SignIns.SignInAsync(http, account);
            key = (await users.GetAuthenticatorKeyAsync(account))!;
        }

        var address = $"otpauth://totp/Engramm:{Uri.EscapeDataString(account.Email!)}?secret={key}&issuer=Engramm";
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        return new EnrolModel(key, "data:image/png;base64," + Convert.ToBase64String(picture.GetGraphic(6))) { State = state };
    }
}
