namespace Engramm.Server.Identity;

/// <summary>What a colleague's password must be.</summary>
internal static class Passwords
{
    /// <summary>Least number of characters; no rule about kinds of them. Decision of this project, stricter than the 8 of NIST SP 800-63B.</summary>
    public const int Least = 12;
}
