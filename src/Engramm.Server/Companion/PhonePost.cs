using System.Globalization;
using System.Text.Json;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;

namespace Engramm.Server.Companion;

/// <summary>
/// What a phone sent: JSON from the queue, with the id and the time it was made, or a plain form where script is off.
/// Both are read alike; the answer matches the way it came.
/// </summary>
public sealed class PhonePost
{
    private const int LongestBody = 64 * 1024;

    /// <summary>The longest text a field takes, in characters.</summary>
    private const int LongestText = 2000;

    private PhonePost(FormState form, Guid id, DateTimeOffset madeAt, bool isQueued) => (Form, Id, MadeAt, IsQueued) = (form, id, madeAt, isQueued);

    /// <summary>The fields.</summary>
    public FormState Form { get; private set; }

    /// <summary>The id made on the phone, or with the form where script is off, so that sending twice stores once.</summary>
    public Guid Id { get; }

    /// <summary>When it was written, practice time; never later than now, and as long ago as the phone says.</summary>
    public DateTimeOffset MadeAt { get; }

    /// <summary>Whether it came through the queue and wants JSON back.</summary>
    public bool IsQueued { get; }

    /// <summary>Adds a message beside a field.</summary>
    public void Fault(string field, string message) => Form = Form.Fault(field, message);

    /// <summary>Adds a message beside a text that is longer than a field takes.</summary>
    public void FaultIfTooLong(string field, PageContext context)
    {
        if (Form.Value(field) is { Length: > LongestText } text)
        {
            Fault(field, context.T("companion.text.long", text.Length, LongestText));
        }
    }

    /// <summary>Reads the request; null when it is not readable, and then <paramref name="http"/> has been answered with 400 by the caller.</summary>
    public static async Task<PhonePost?> ReadAsync(HttpContext http, Visit visit)
    {
        if (http.Request.HasFormContentType)
        {
            var form = FormState.From(await http.Request.ReadFormAsync(http.RequestAborted));
            return new PhonePost(form, form.CommandId(), visit.Now, isQueued: false);
        }

        if (http.Request.ContentLength is null or > LongestBody)
        {
            return null;
        }

        try
        {
            using var json = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            var values = new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(StringComparer.Ordinal);
            foreach (var field in json.RootElement.EnumerateObject())
            {
                values[field.Name] = field.Value.ValueKind == JsonValueKind.Array
                    ? new([.. field.Value.EnumerateArray().Select(v => v.GetString())])
                    : new(field.Value.GetString());
            }

            // No keyboard writes it, and PostgreSQL does not store it: it would fail here for ever, and all that waits behind it on the phone.
            if (values.Values.Any(v => v.ToString().Contains('\0', StringComparison.Ordinal))
                || !Guid.TryParse(values.GetValueOrDefault("id").ToString(), out var id)
                || !DateTimeOffset.TryParse(values.GetValueOrDefault("madeAt").ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made))
            {
                return null;
            }

            // The phone's clock is real time; the practice's may run ahead in a fictional practice. What counts is how long ago, however
            // long that is. Nothing was written after it arrived: a phone whose clock is fast has written it now, as far as anybody can know.
            var ago = TimeProvider.System.GetUtcNow() - made;
            var madeAt = visit.Now - (ago < TimeSpan.Zero ? TimeSpan.Zero : ago);
            return new PhonePost(FormState.Empty with { Values = values }, id, madeAt.ToUniversalTime(), isQueued: true);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Says that it is stored: JSON to the queue, the next page to a plain form.</summary>
    public IResult Stored(PageContext context, string next, string? told = null) =>
        IsQueued ? Results.Json(new { storedAt = context.Time(context.Now), told, next }) : SeeOther.To(next);

    /// <summary>Says what is missing: JSON to the queue, the page again to a plain form.</summary>
    public IResult Refused(Func<IResult> page) =>
        IsQueued ? Results.Json(new { title = string.Join(' ', Form.Errors.Values), errors = Form.Errors }, statusCode: StatusCodes.Status422UnprocessableEntity) : page();
}
