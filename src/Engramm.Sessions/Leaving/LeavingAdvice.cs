using Engramm.Quantities;

namespace Engramm.Sessions.Leaving;

/// <summary>The written advice that goes home with the patient, as it stood when the session was opened.</summary>
/// <param name="Id">The content file's id.</param>
/// <param name="Version">The content file's version.</param>
/// <param name="NoDrivingHours">At least this many hours after the end of the infusion nobody drives, and not before a restful night.</param>
public sealed record LeavingAdvice(string Id, int Version, Sourced<double> NoDrivingHours);
