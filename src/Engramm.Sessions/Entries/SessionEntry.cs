using System.Text.Json.Serialization;

namespace Engramm.Sessions.Entries;

/// <summary>
/// What happened in a session. The words under <c>kind</c> are stored for decades: they are never renamed and never reused.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(SessionOpened), "sessionOpened")]
[JsonDerivedType(typeof(CheckInAnswered), "checkInAnswered")]
[JsonDerivedType(typeof(HoldReleased), "holdReleased")]
[JsonDerivedType(typeof(PumpChecked), "pumpChecked")]
[JsonDerivedType(typeof(ReadinessConfirmed), "readinessConfirmed")]
[JsonDerivedType(typeof(MonitorAttached), "monitorAttached")]
[JsonDerivedType(typeof(MonitorDetached), "monitorDetached")]
[JsonDerivedType(typeof(VitalsObserved), "vitalsObserved")]
[JsonDerivedType(typeof(SedationRecorded), "sedationRecorded")]
[JsonDerivedType(typeof(ExperienceRated), "experienceRated")]
[JsonDerivedType(typeof(ObservationSkipped), "observationSkipped")]
[JsonDerivedType(typeof(InfusionStarted), "infusionStarted")]
[JsonDerivedType(typeof(PumpRateChanged), "pumpRateChanged")]
[JsonDerivedType(typeof(InfusionPaused), "infusionPaused")]
[JsonDerivedType(typeof(InfusionResumed), "infusionResumed")]
[JsonDerivedType(typeof(InfusionStopped), "infusionStopped")]
[JsonDerivedType(typeof(InfusionEnded), "infusionEnded")]
[JsonDerivedType(typeof(NoteAdded), "noteAdded")]
[JsonDerivedType(typeof(EventNoted), "eventNoted")]
[JsonDerivedType(typeof(ChecklistStepDone), "checklistStepDone")]
[JsonDerivedType(typeof(AlarmAcknowledged), "alarmAcknowledged")]
[JsonDerivedType(typeof(AudioPaused), "audioPaused")]
[JsonDerivedType(typeof(DischargeItemRecorded), "dischargeItemRecorded")]
[JsonDerivedType(typeof(EscortNamed), "escortNamed")]
[JsonDerivedType(typeof(LineRemoved), "lineRemoved")]
[JsonDerivedType(typeof(DischargeSigned), "dischargeSigned")]
[JsonDerivedType(typeof(ReportSigned), "reportSigned")]
[JsonDerivedType(typeof(Amended), "amended")]
[JsonDerivedType(typeof(SessionPostponed), "sessionPostponed")]
[JsonDerivedType(typeof(SessionCancelled), "sessionCancelled")]
[JsonDerivedType(typeof(PatientTransferred), "patientTransferred")]
public abstract record SessionEntry;
