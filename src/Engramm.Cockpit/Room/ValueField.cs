using Engramm.Quantities;
using Engramm.Sessions.Entries;

namespace Engramm.Cockpit.Room;

/// <summary>One number typed by hand: its text, what it means, and what is doubtful about it.</summary>
public sealed class ValueField(Measure measure)
{
    /// <summary>So far from the last value that a slipped digit is likelier than the patient. Expert default of this project.</summary>
    private const double FarFromLast = 2.5;

    private double? asked;

    /// <summary>What is measured.</summary>
    public Measure Measure { get; } = measure;

    /// <summary>As typed.</summary>
    public string Text { get; set; } = "";

    /// <summary>The number, when it may be written.</summary>
    public double? Value { get; private set; }

    /// <summary>What is wrong or doubtful; null when nothing is.</summary>
    public string? Message { get; private set; }

    /// <summary>Whether the message asks "really?": entering the same number again writes it.</summary>
    public bool IsQuestion { get; private set; }

    /// <summary>Reads the text.</summary>
    /// <param name="language">Decides the decimal mark.</param>
    /// <param name="last">The last value, to notice a slipped digit.</param>
    /// <param name="words">The words of a message.</param>
    public void Read(Language language, double? last, Func<string, object[], string> words)
    {
        var (previous, wasQuestion) = (asked, IsQuestion);
        (Value, Message, IsQuestion) = (null, null, false);
        if (string.IsNullOrWhiteSpace(Text))
        {
            return;
        }

        var reading = NumberReader.Read(Text, language);
        if (reading.Value is not { } number)
        {
            Message = words("refused." + reading.Refusal, []);
            return;
        }

        var value = (double)number;
        Value = value;
        asked = value;
        var (lowest, highest) = Measures.Possible(Measure);
        if (wasQuestion && previous == value)
        {
            return;
        }

        if (!Measures.IsPossible(Measure, value))
        {
            Ask(words("impossible", [language.Write(lowest, 0), language.Write(highest, 0)]));
        }
        else if (last is { } before && before > 0 && value > 0 && (value / before > FarFromLast || before / value > FarFromLast))
        {
            Ask(words("farFromLast", [before.ToString("0.#", language.Culture())]));
        }
    }

    /// <summary>A blood pressure has two numbers.</summary>
    public void NeedsBeside(ValueField other, Func<string> message)
    {
        if (Message is null && Value is null && other.Value is not null)
        {
            Message = message();
        }
    }

    /// <summary>The lower number of a blood pressure lies below the upper one.</summary>
    public void MustBeBelow(ValueField other, Func<string> message)
    {
        if (Message is null && Value is { } value && other.Value is { } above && value >= above)
        {
            Message = message();
        }
    }

    /// <summary>The text changed: what was asked about it no longer counts.</summary>
    public void Forget() => (Message, IsQuestion, asked) = (null, false, null);

    /// <summary>Empties the field.</summary>
    public void Clear()
    {
        Forget();
        (Text, Value) = ("", null);
    }

    private void Ask(string message) => (Message, IsQuestion) = (message, true);
}
