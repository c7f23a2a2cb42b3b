namespace Engramm.Care.Access;

/// <summary>A value that opens something for whoever reads it: the audit chain says that it changed, the history keeps no copy of it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutOfHistoryAttribute : Attribute;
