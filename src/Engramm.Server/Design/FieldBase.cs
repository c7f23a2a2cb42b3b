using Microsoft.AspNetCore.Components;

namespace Engramm.Server.Design;

/// <summary>What all fields share: a name, words, a value kept from the form, and a message wired to the control.</summary>
public abstract class FieldBase : ComponentBase
{
    /// <summary>The page's context, cascaded by <see cref="Document"/>.</summary>
    [CascadingParameter]
    public PageContext Context { get; set; } = default!;

    /// <summary>Entered values and messages, cascaded by <see cref="EgForm"/>.</summary>
    [CascadingParameter]
    public FormState Form { get; set; } = FormState.Empty;

    /// <summary>Name under which the value is posted; also the base of the element's id.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The question or the name of the quantity.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>One line below the field: what is allowed, where the value comes from.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>A soft limit that was crossed: shown beside the field, does not refuse.</summary>
    [Parameter]
    public string? Warning { get; set; }

    /// <summary>The value when the form itself holds none.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>Must be filled in. Checked by the server; the browser is told so that screen readers say it.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>Says "optional" beside the label.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>Message of the server for this field.</summary>
    protected string? Fault => Form.Error(Name);

    /// <summary>What the field shows: what was entered, otherwise <see cref="Value"/>.</summary>
    protected string? Shown => Form.Value(Name) ?? Value;

    /// <summary>Id of the control.</summary>
    protected string Id => FieldId(Name);

    /// <summary>Ids of hint, warning and message, in reading order, or null when there is none.</summary>
    protected string? DescribedBy
    {
        get
        {
            var ids = string.Join(' ', new[]
            {
                Fault is null ? null : Id + "-fault",
                Warning is null ? null : Id + "-warning",
                Hint is null ? null : Id + "-hint",
            }.Where(i => i is not null));
            return ids.Length == 0 ? null : ids;
        }
    }

    /// <summary>Class of the field with its state.</summary>
    protected string FieldClass => Fault is not null ? "field wrong" : Warning is not null ? "field warned" : "field";

    /// <summary>Attribute value: <c>true</c> when the server refused the value, absent otherwise.</summary>
    protected string? Invalid => Fault is null ? null : "true";

    /// <summary>The id a field of this name has, for links from the summary of faults.</summary>
    public static string FieldId(string name) => "f-" + name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);
}
