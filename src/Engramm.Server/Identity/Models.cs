using Engramm.Server.Design;

namespace Engramm.Server.Identity;

/// <summary>The sign-in page.</summary>
public sealed record SignInModel(string Return)
{
    public FormState State { get; init; } = FormState.Empty;

    /// <summary>Says that a link is on its way, if the address is known.</summary>
    public bool LinkSent { get; init; }

    /// <summary>The practice sends no mail: whoever wants a link asks there.</summary>
    public bool MustAskPractice { get; init; }
}

/// <summary>The second step of signing in.</summary>
public sealed record SecondFactorModel(string Return)
{
    public FormState State { get; init; } = FormState.Empty;
}

/// <summary>Setting up the authenticator app; with recovery codes once it is done.</summary>
public sealed record EnrolModel(string Key, string Picture)
{
    public FormState State { get; init; } = FormState.Empty;

    public IReadOnlyList<string> RecoveryCodes { get; init; } = [];
}

/// <summary>A link from a mail or from an administrator.</summary>
/// <param name="Token">What the address carries.</param>
/// <param name="IsGood">Whether it still works.</param>
/// <param name="Colleague">Who chooses a password with it; null for patients, whom it signs in.</param>
public sealed record LinkModel(string Token, bool IsGood, string? Colleague = null)
{
    public FormState State { get; init; } = FormState.Empty;
}

/// <summary>What a new patient confirms.</summary>
public sealed record WelcomeModel(Guid PatientId)
{
    public FormState State { get; init; } = FormState.Empty;
}

/// <summary>The locked screen.</summary>
public sealed record LockModel(string Return)
{
    public FormState State { get; init; } = FormState.Empty;
}
