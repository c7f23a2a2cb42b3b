namespace Engramm.Quantities;

/// <summary>How far a number can be trusted. Anything but <see cref="Seen"/> and <see cref="Computed"/> is shown as unverified.</summary>
public enum Verification
{
    /// <summary>Read in the named source.</summary>
    Seen,

    /// <summary>Calculated from seen numbers; the derivation is named.</summary>
    Computed,

    /// <summary>An assumption or expert default of this project; needs a physician's signature.</summary>
    Assumed,

    /// <summary>Known from memory of the literature; must be checked before use.</summary>
    FromMemory,
}

/// <summary>A value with where it comes from. A clinical constant is never a bare number.</summary>
/// <param name="Value">The value.</param>
/// <param name="Citation">Paper, label or table it was taken from.</param>
/// <param name="Verification">Whether that place was read.</param>
/// <param name="Note">Method, population or caveat, when it matters.</param>
public sealed record Sourced<T>(T Value, string Citation, Verification Verification, string? Note = null)
{
    /// <summary>Whether it may be presented as established.</summary>
    public bool IsEstablished => Verification is Verification.Seen or Verification.Computed;
}
