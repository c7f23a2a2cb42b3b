namespace Engramm.Server.Design;

/// <summary>What a badge or notice says. Red, amber and green are safety; everything else is quiet.</summary>
public enum BadgeKind
{
    /// <summary>Quiet grey, no shape.</summary>
    Plain,

    /// <summary>Ausschluss: red octagon.</summary>
    Block,

    /// <summary>Halt: solid amber, triangle.</summary>
    Hold,

    /// <summary>Vorsicht: pale amber, diamond.</summary>
    Caution,

    /// <summary>Hinweis: grey, square.</summary>
    Info,

    /// <summary>A safety condition that is met: green, tick.</summary>
    Clear,

    /// <summary>On disk: accent, tick.</summary>
    Stored,

    /// <summary>A count or a name in the accent colour, no shape.</summary>
    Count,

    /// <summary>Invented people: dashed.</summary>
    Fictional,
}

/// <summary>Words of CSS and SVG that belong to a kind.</summary>
public static class Shapes
{
    /// <summary>Class name in the stylesheet.</summary>
    public static string Class(this BadgeKind kind) => kind switch
    {
        BadgeKind.Plain => "plain",
        BadgeKind.Block => "block",
        BadgeKind.Hold => "hold",
        BadgeKind.Caution => "caution",
        BadgeKind.Info => "info",
        BadgeKind.Clear => "clear",
        BadgeKind.Stored => "stored",
        BadgeKind.Count => "count",
        BadgeKind.Fictional => "fictional",
    };

    /// <summary>Path of the shape in a 16 × 16 box, or null for kinds without one.</summary>
    public static string? Path(this BadgeKind kind) => kind switch
    {
        BadgeKind.Block => "M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z",
        BadgeKind.Hold => "M8 1.4 15.6 15H.4z",
        BadgeKind.Caution => "M8 .8 15.2 8 8 15.2.8 8z",
        BadgeKind.Info => "M3.5 2h9A1.5 1.5 0 0 1 14 3.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5v-9A1.5 1.5 0 0 1 3.5 2z",
        BadgeKind.Clear or BadgeKind.Stored => "m2.5 8.5 3.5 3.5L13.5 4.5",
        BadgeKind.Plain or BadgeKind.Count or BadgeKind.Fictional => null,
    };

    /// <summary>Whether the shape is a line, not an area.</summary>
    public static bool IsDrawn(this BadgeKind kind) => kind is BadgeKind.Clear or BadgeKind.Stored;
}
