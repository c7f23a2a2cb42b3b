using Microsoft.Extensions.Primitives;

namespace Engramm.Server.Design;

/// <summary>What a person entered in a form and what is wrong with it. A refused form is shown again with everything in it.</summary>
/// <param name="Values">Entered texts by field name, exactly as typed.</param>
/// <param name="Errors">Messages by field name: what, the value, what is allowed, what to do. The key <c>""</c> is about the form as a whole.</param>
public sealed record FormState(IReadOnlyDictionary<string, StringValues> Values, IReadOnlyDictionary<string, string> Errors)
{
    /// <summary>The field in which <c>EgForm</c> writes the id of the command.</summary>
    public const string CommandField = "command";

    /// <summary>A form nobody has filled in.</summary>
    public static FormState Empty { get; } = new(new Dictionary<string, StringValues>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Whether it must be shown again.</summary>
    public bool HasErrors => Errors.Count > 0;

    /// <summary>What was posted.</summary>
    public static FormState From(IFormCollection form) => Empty with { Values = form.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal) };

    /// <summary>A form filled in beforehand, from a draft or from the record.</summary>
    public static FormState With(params (string Name, string? Value)[] values) => Empty with
    {
        Values = values.Where(v => v.Value is not null).ToDictionary(v => v.Name, v => new StringValues(v.Value), StringComparer.Ordinal),
    };

    /// <summary>The same form with a message beside the field; use <c>""</c> for the form as a whole.</summary>
    public FormState Fault(string name, string message) =>
        this with { Errors = new Dictionary<string, string>(Errors, StringComparer.Ordinal) { [name] = message } };

    /// <summary>What was entered, or null when the field was not sent.</summary>
    public string? Value(string name) => Values.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The id of the command, made when the form was shown, so that sending it twice does it once. A form without one is a command of its own.</summary>
    public Guid CommandId() => Guid.TryParse(Value(CommandField), out var id) ? id : Guid.CreateVersion7();

    /// <summary>All that was chosen where several may be.</summary>
    public IReadOnlyList<string> Chosen(string name) => Values.TryGetValue(name, out var value) ? value.OfType<string>().ToList() : [];

    /// <summary>The message for the field, or null.</summary>
    public string? Error(string name) => Errors.TryGetValue(name, out var message) ? message : null;
}
