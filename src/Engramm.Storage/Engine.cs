namespace Engramm.Storage;

/// <summary>Which database keeps the practice.</summary>
public enum Engine
{
    /// <summary>One file in the data folder: the default.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or newer, for several nodes.</summary>
    PostgreSql,
}
