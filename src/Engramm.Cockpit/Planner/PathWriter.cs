using System.Runtime.InteropServices;

namespace Engramm.Cockpit.Planner;

/// <summary>
/// Writes a path of SVG in tenths of its unit. Hundreds of coordinates are written while a slider moves, and in a browser the general
/// formatting of numbers takes longer than calculating them.
/// </summary>
/// <param name="points">How many points it may take.</param>
[StructLayout(LayoutKind.Auto)]
internal struct PathWriter(int points)
{
    // A letter, a space, and two coordinates of at most seven digits, a sign and a point.
    private const int LongestPoint = 20;
    private const double Greatest = 99_999;

    private readonly char[] text = new char[points * LongestPoint];
    private int length;

    /// <summary>Goes on to a point; the first begins the line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a number or lies far outside any drawing.</exception>
    public void To(double x, double y)
    {
        text[length] = length == 0 ? 'M' : 'L';
        length++;
        Write(x);
        text[length++] = ' ';
        Write(y);
    }

    /// <summary>The path so far.</summary>
    public override readonly string ToString() => new(text, 0, length);

    private void Write(double value)
    {
        if (!(Math.Abs(value) <= Greatest))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"A coordinate lies within {Greatest} of the origin.");
        }

        var tenths = (int)Math.Round(value * 10);
        if (tenths < 0)
        {
            text[length++] = '-';
            tenths = -tenths;
        }

        var whole = tenths / 10;
        var digits = 1;
        for (var more = whole / 10; more > 0; more /= 10)
        {
            digits++;
        }

        for (var place = length + digits - 1; place >= length; place--)
        {
            text[place] = (char)('0' + (whole % 10));
            whole /= 10;
        }

        length += digits;
        if (tenths % 10 is > 0 and var tenth)
        {
            text[length++] = '.';
            text[length++] = (char)('0' + tenth);
        }
    }
}
