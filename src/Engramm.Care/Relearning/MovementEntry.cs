using System.Text.Json;

namespace Engramm.Care.Relearning;

/// <summary>How moving went, as the person said.</summary>
public enum MovementLight
{
    /// <summary>A little more pain that settled.</summary>
    Green,

    /// <summary>Possible, with clearly more pain or with fear.</summary>
    Amber,

    /// <summary>Stopped because of something new: numbness, weakness, chest pain, dizziness, a fall. Asks for a clinician at once.</summary>
    Red,
}

/// <summary>What a person wrote down after moving.</summary>
/// <param name="Done">Codes of the movements done.</param>
/// <param name="Light">How it went; null when it was not said or the person would rather not say.</param>
/// <param name="Stopped">What was new, in the person's words.</param>
/// <param name="Better">What went better, in the person's words.</param>
public sealed record MovementEntry(IReadOnlyList<string> Done, MovementLight? Light, string? Stopped, string? Better)
{
    /// <summary>Programme of <see cref="Practised"/> rows that hold such an entry.</summary>
    public const string Programme = "GM";

    /// <summary>The word for a light, as it is posted and stored.</summary>
    public static string Word(MovementLight light) => light switch
    {
        MovementLight.Green => "green",
        MovementLight.Amber => "amber",
        MovementLight.Red => "red",
    };

    /// <summary>The light of a word; null for every other word.</summary>
    public static MovementLight? LightOf(string? word) => word switch
    {
        "green" => MovementLight.Green,
        "amber" => MovementLight.Amber,
        "red" => MovementLight.Red,
        _ => null,
    };

    /// <summary>Reads what is stored with a row.</summary>
    public static MovementEntry Of(Practised practised)
    {
        var details = practised.DetailsJson is { } json ? JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)! : [];
        string? First(string name) => details.GetValueOrDefault(name) is [{ Length: > 0 } text, ..] ? text : null;
        return new MovementEntry(details.GetValueOrDefault("done") ?? [], LightOf(First("light")), First("stopped"), First("better"));
    }
}
