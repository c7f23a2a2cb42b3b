namespace Engramm.Sessions;

/// <summary>Who may write what, and when.</summary>
public static partial class SessionRules
{
    /// <summary>The shortest reason for a decision against a hold, in characters. Expert default of this project.</summary>
    public const int ShortestReason = 20;

    /// <summary>The longest pause of the alarm sound in seconds, after the behaviour described in IEC 60601-1-8; the figure is a target of this project.</summary>
    public const int LongestAudioPauseSeconds = 120;
}
