using System.Text.Json;
using System.Text.Json.Serialization;
using Engramm.Quantities;
using Microsoft.JSInterop;

namespace Engramm.Cockpit.Planner;

/// <summary>What stands in the form beside the figure, as typed.</summary>
public sealed record PlanFields(string? Product, string? Weight, string? Dose, string? Duration, string? Strength, string? Observation);

/// <summary>The order form of the page: read while it is filled in, written only when the physician takes a value over.</summary>
public sealed partial class PlanForm(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? module;
    private DotNetObjectReference<PlanForm>? self;

    /// <summary>Something in the form changed.</summary>
    public Action<PlanFields>? Changed { get; set; }

    /// <summary>Where the sheet is fetched.</summary>
    public async Task<string> BeginAsync()
    {
        module = await js.InvokeAsync<IJSObjectReference>("import", "/built/planner.js");
        self = DotNetObjectReference.Create(this);
        return await module.InvokeAsync<string>("begin", self);
    }

    /// <summary>The form as it stands.</summary>
    public async Task<PlanFields> ReadAsync() => Read(await module!.InvokeAsync<string>("read"));

    /// <summary>Puts a number into a field of the form, written as in the page's language.</summary>
    public async Task TakeOverAsync(string field, string number) => await module!.InvokeVoidAsync("take", field, number);

    [JSInvokable]
    public void OnForm(string json) => Changed?.Invoke(Read(json));

    /// <summary>A number as typed, or null while nothing is entered or it cannot be read.</summary>
    public static double? Number(string? text, Language language) => NumberReader.Read(text, language).Value is { } number ? (double)number : null;

    /// <summary>The fields in which something stands that is not taken as a number, by their name in the form.</summary>
    public static IEnumerable<(string Field, string Text)> Unreadable(PlanFields fields, Language language) =>
        new (string Field, string? Text)[] { ("weight", fields.Weight), ("dose", fields.Dose), ("duration", fields.Duration), ("strength", fields.Strength), ("observation", fields.Observation) }
            .Where(field => NumberReader.Read(field.Text, language).Refusal is not (null or NumberRefusal.Empty))
            .Select(field => (field.Field, field.Text!));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (module is not null)
        {
            await module.DisposeAsync();
        }

        self?.Dispose();
    }

    private static PlanFields Read(string json) => JsonSerializer.Deserialize(json, FieldsJson.Default.PlanFields)!;

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(PlanFields))]
    private sealed partial class FieldsJson : JsonSerializerContext;
}
