using System.Reflection;
using System.Text.Json.Nodes;
using Engramm.Exchange.Fhir;
using Engramm.Exchange.Hl7v2;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Microsoft.Net.Http.Headers;

namespace Engramm.Server.Live;

/// <summary>Takes vital signs of devices as FHIR R4 Observations. The way behind the door is that of HL7 v2: <see cref="MonitorDesk"/>.</summary>
public static class FhirEndpoints
{
    /// <summary>What every answer is.</summary>
    public const string ContentType = "application/fhir+json; charset=utf-8";

    private static readonly string Version = typeof(FhirEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";

    public static void MapFhir(this IEndpointRouteBuilder app)
    {
        app.MapGet("/fhir/metadata", (PracticeClock clock) => Answer(StatusCodes.Status200OK, Capability.Statement(clock.GetUtcNow(), Version)))
            .OpenToAll("Says what this interface can do; nothing about anybody.");
        app.MapPost("/fhir/Observation", (FhirDesk desk, HttpContext http) => desk.TakeAsync(http)).WithMetadata(new ForDevices());
        app.MapPost("/fhir", (FhirDesk desk, HttpContext http) => desk.TakeBatchAsync(http)).WithMetadata(new ForDevices());
        app.Map("/fhir/{**rest}", (HttpContext http) => Refuse(new FhirFault(
            StatusCodes.Status404NotFound, "not-found", string.Empty,
            $"{http.Request.Method} {http.Request.Path} does not exist. Here are GET /fhir/metadata, POST /fhir/Observation and POST /fhir with a batch; nothing can be read.")))
            .OpenToAll("Says only that there is nothing here.");
    }

    /// <summary>Writes a resource with a status.</summary>
    public static IResult Answer(int status, JsonObject resource) => Results.Text(resource.ToJsonString(), ContentType, statusCode: status);

    /// <summary>Writes why something was not taken; the gravest status counts.</summary>
    public static IResult Refuse(params IReadOnlyList<FhirFault> faults) => Answer(faults[0].Status, OperationOutcome.Of(faults));
}

/// <summary>One request of a device. Nothing is answered with 200, 201 or 202 before it is on disk.</summary>
public sealed class FhirDesk(MonitorDesk monitors, HeardMonitors heard, Visit visit, DeviceLimits limits, ILogger<FhirDesk> log)
{
    private sealed record Told(int Status, JsonObject Outcome, string? Location = null);

    public async Task<IResult> TakeAsync(HttpContext http)
    {
        if (await BodyAsync(http, ObservationReader.MostBytes) is not { } body)
        {
            return FhirEndpoints.Refuse(BodyFault(http, ObservationReader.MostBytes));
        }

        if (!limits.MaySend(visit.DeviceId!, 1))
        {
            return TooMuch(http);
        }

        var told = await TakeAsync(body, http.RequestAborted);
        if (told.Location is not null)
        {
            http.Response.Headers.Location = told.Location;
        }

        if (told.Status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        return FhirEndpoints.Answer(told.Status, told.Outcome);
    }

    public async Task<IResult> TakeBatchAsync(HttpContext http)
    {
        if (await BodyAsync(http, BatchReader.MostBytes) is not { } body)
        {
            return FhirEndpoints.Refuse(BodyFault(http, BatchReader.MostBytes));
        }

        var (resources, fault) = BatchReader.Read(body);
        if (fault is not null)
        {
            return FhirEndpoints.Refuse(fault);
        }

        if (!limits.MaySend(visit.DeviceId!, resources.Count))
        {
            return TooMuch(http);
        }

        var entries = new JsonArray();
        foreach (var resource in resources)
        {
            var told = await TakeAsync(resource, http.RequestAborted);
            var response = new JsonObject { ["status"] = told.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), ["outcome"] = told.Outcome };
            if (told.Location is not null)
            {
                response["location"] = told.Location;
            }

            entries.Add(new JsonObject { ["response"] = response });
        }

        return FhirEndpoints.Answer(StatusCodes.Status200OK, new JsonObject { ["resourceType"] = "Bundle", ["type"] = "batch-response", ["entry"] = entries });
    }

    private async Task<Told> TakeAsync(byte[] body, CancellationToken cancellation)
    {
        var device = visit.DeviceId!;
        var reading = ObservationReader.Read(body, device, visit.Practice.IsFictional, visit.Now);
        try
        {
            if (reading.Message is not { } message)
            {
                await heard.HearAsync(device, reading.Refused.Select(r => ((VitalKind?)r.Sign, (ValueRefusal?)r.Refusal)), cancellation);
                log.LogWarning("FHIR: Observation refused, {Status} {Code} at {Element}", reading.Faults[0].Status, reading.Faults[0].Code, reading.Faults[0].Expression);
                return new Told(reading.Faults[0].Status, OperationOutcome.Of(reading.Faults));
            }

            if (reading.IsWithoutValue)
            {
                await heard.HearAsync(device, [], cancellation);
                return new Told(StatusCodes.Status200OK, OperationOutcome.Information("Read, and nothing stored: the Observation says that there is no value. While none comes, the cockpit alarms."));
            }

            return Tell(await monitors.TakeAsync(message, cancellation));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // The exception's own text may hold anything, so only its type is logged.
            log.LogError("FHIR: an Observation was not stored, {Error}", exception.GetType().Name);
            return Refused(StatusCodes.Status503ServiceUnavailable, "transient", "The Observation could not be stored. Send it again, with the same identifier.");
        }
    }

    private static Told Tell(MonitorReceipt receipt) => receipt.Outcome switch
    {
        MonitorOutcome.Stored => new Told(StatusCodes.Status201Created, OperationOutcome.Information("Stored."), Location(receipt)),
        MonitorOutcome.Known => new Told(StatusCodes.Status200OK, OperationOutcome.Information("Stored before; nothing was written again."), Location(receipt)),
        MonitorOutcome.Held => new Told(StatusCodes.Status202Accepted, OperationOutcome.Information("Held under seal: a person must decide whose values these are. Do not send it again.")),
        MonitorOutcome.Untied => Refused(StatusCodes.Status409Conflict, "conflict", receipt.DeclinedBecause!),
        MonitorOutcome.Declined => Refused(StatusCodes.Status422UnprocessableEntity, "business-rule", receipt.DeclinedBecause!),
    };

    private static string? Location(MonitorReceipt receipt) => receipt.EventId is { } id ? $"/fhir/Observation/{id}/_history/1" : null;

    private static Told Refused(int status, string code, string reason) => new(status, OperationOutcome.Of([new FhirFault(status, code, string.Empty, reason)]));

    private static IResult TooMuch(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return FhirEndpoints.Refuse(new FhirFault(StatusCodes.Status429TooManyRequests, "throttled", string.Empty, "This device sends more than 20 Observations a second for long. Wait a second and send again; nothing of this request was stored."));
    }

    /// <summary>The bytes of the body; null when it is of another kind or too long.</summary>
    private static async Task<byte[]?> BodyAsync(HttpContext http, int most)
    {
        if (!IsJson(http.Request))
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + count > most)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }

    private static FhirFault BodyFault(HttpContext http, int most) => IsJson(http.Request)
        ? new FhirFault(StatusCodes.Status413PayloadTooLarge, "too-long", string.Empty, $"The body has more than {most} bytes. Send fewer measurements at once.")
        : new FhirFault(StatusCodes.Status415UnsupportedMediaType, "not-supported", string.Empty, $"Content-Type is '{http.Request.ContentType}'. Send application/fhir+json in UTF-8.");

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value is "application/fhir+json" or "application/json"
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
