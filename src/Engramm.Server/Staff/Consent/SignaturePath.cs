namespace Engramm.Server.Staff.Consent;

/// <summary>A drawn signature as the record keeps it: an SVG path in a box of 600 × 160.</summary>
public static class SignaturePath
{
    /// <summary>Whether the text is a drawn path, and nothing but one; a typed name is none.</summary>
    public static bool IsPath(string? signature) =>
        signature is ['M' or 'm', ..] && signature.Length > 8 && signature.Any(char.IsAsciiDigit) && signature.All(c => char.IsAsciiDigit(c) || "MmLlCcQqHhVvZz .,-".Contains(c, StringComparison.Ordinal));
}
