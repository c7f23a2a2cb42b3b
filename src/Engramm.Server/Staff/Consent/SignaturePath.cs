using Engramm.Server.Design;

namespace Engramm.Server.Staff.Consent;

/// <summary>A drawn signature as the record keeps it: an SVG path in a box of 600 × 160.</summary>
public static class SignaturePath
{
    /// <summary>The longest drawn signature taken, in characters of its path. Only keeps the record from being flooded.</summary>
    private const int Longest = 60_000;

    /// <summary>The signature in a form's <see cref="EgSignature"/>: drawn, or typed when nothing is drawn.</summary>
    /// <param name="form">What was posted.</param>
    /// <param name="name">The field's name.</param>
    /// <returns>The signature, or the key of the words that say what is wrong with it.</returns>
    public static (string? Signature, string? Fault) Of(FormState form, string name)
    {
        var drawn = form.Value(name)?.Trim() is { Length: > 0 } path ? path : null;
        var signature = drawn ?? form.Value(name + "-typed")?.Trim();
        return string.IsNullOrEmpty(signature) ? (null, "consent.fault.signature")
            : signature.Length > Longest || (drawn is not null && !IsPath(drawn)) ? (null, "consent.fault.drawing")
            : (signature, null);
    }

    /// <summary>Whether the text is a drawn path, and nothing but one; a typed name is none.</summary>
    public static bool IsPath(string? signature) =>
        signature is ['M' or 'm', ..] && signature.Length > 8 && signature.Any(char.IsAsciiDigit) && signature.All(c => char.IsAsciiDigit(c) || "MmLlCcQqHhVvZz .,-".Contains(c, StringComparison.Ordinal));
}
