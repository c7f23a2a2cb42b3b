using System.Text.Json;
using System.Text.Json.Serialization;
using Engramm.Cockpit.Drills;

namespace Engramm.Cockpit.Link;

/// <summary>How the server and the cockpit write to each other. Events and commands have their own, <see cref="Engramm.Sessions.SessionJson"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(SessionSheet))]
[JsonSerializable(typeof(SessionContent))]
[JsonSerializable(typeof(SessionNews))]
[JsonSerializable(typeof(ClockReading))]
[JsonSerializable(typeof(UnwatchedSession))]
[JsonSerializable(typeof(EscalatedSession))]
[JsonSerializable(typeof(CommandStored))]
[JsonSerializable(typeof(CommandRefused))]
[JsonSerializable(typeof(KeptCommand[]))]
[JsonSerializable(typeof(RememberedSession))]
[JsonSerializable(typeof(DrillMaterial))]
public sealed partial class CockpitJson : JsonSerializerContext;
