namespace Engramm.Server.Access;

/// <summary>Says which permission an endpoint needs. Every endpoint has this or <see cref="OpenToAll"/>; without either it is refused.</summary>
public sealed record Needs(string Permission)
{
    /// <summary>Whether it stays usable while the person's screen is locked: feeds and alarms of a running session.</summary>
    public bool WhileLocked { get; init; }
}

/// <summary>Marks an endpoint that anyone may call, with the reason why that is right.</summary>
public sealed record OpenToAll(string Reason);

/// <summary>Marks an endpoint that exists only in a fictional practice, and only for callers on this machine.</summary>
public sealed record FictionalOnly;

/// <summary>
/// Marks an endpoint about a patient's record that the patient reaches before the own details are confirmed with the date of birth: the
/// confirmation itself, and help, which shows nothing of the record. Every other one waits for it.
/// </summary>
public sealed record BeforeRegistration;

public static class NeedsExtensions
{
    public static T BeforeRegistration<T>(this T builder)
        where T : IEndpointConventionBuilder =>
        builder.WithMetadata(new BeforeRegistration());

    public static T Needs<T>(this T builder, string permission, bool whileLocked = false)
        where T : IEndpointConventionBuilder =>
        builder.WithMetadata(new Needs(permission) { WhileLocked = whileLocked });

    public static T OpenToAll<T>(this T builder, string reason)
        where T : IEndpointConventionBuilder =>
        builder.WithMetadata(new OpenToAll(reason));

    public static T FictionalOnly<T>(this T builder)
        where T : IEndpointConventionBuilder =>
        builder.WithMetadata(new FictionalOnly());
}
