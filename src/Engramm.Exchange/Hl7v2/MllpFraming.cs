using System.Buffers;

namespace Engramm.Exchange.Hl7v2;

/// <summary>What came out of a stream of bytes.</summary>
public enum MllpFrameKind
{
    /// <summary>A whole message.</summary>
    Message,

    /// <summary>A frame longer than the limit; its content was dropped while it arrived.</summary>
    TooLarge,

    /// <summary>A frame that was cut off by the start of the next; the sender broke off and began anew.</summary>
    Interrupted,

    /// <summary>Bytes outside any frame, dropped.</summary>
    Garbage,
}

/// <summary>One finding in the stream; the content is empty unless it is a message.</summary>
public sealed record MllpFrame(MllpFrameKind Kind, byte[] Content);

/// <summary>
/// Takes a TCP stream apart into frames: 0x0B, message, 0x1C 0x0D (HL7 minimal lower layer protocol). Bytes may arrive in any portions.
/// Memory is bounded by the limit, whatever is sent.
/// </summary>
public sealed class MllpFraming
{
    private const byte Start = 0x0B;
    private const byte End = 0x1C;
    private const byte Return = 0x0D;

    private readonly int _limit;
    private readonly ArrayBufferWriter<byte> _content = new();
    private State _state = State.Outside;
    private bool _tooLarge;
    private bool _garbage;

    /// <param name="limit">Most bytes between the start and end marks.</param>
    public MllpFraming(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        _limit = limit;
    }

    private enum State
    {
        Outside,
        Inside,
        AfterEnd,
    }

    /// <summary>Puts a message into a frame.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> message) => [Start, .. message, End, Return];

    /// <summary>Takes the next bytes and gives what they completed, in order.</summary>
    public IReadOnlyList<MllpFrame> Take(ReadOnlySpan<byte> bytes)
    {
        var frames = new List<MllpFrame>();
        foreach (var value in bytes)
        {
            switch (_state)
            {
                case State.Outside:
                    Outside(value, frames);
                    break;
                case State.Inside when value == Start:
                    frames.Add(new MllpFrame(MllpFrameKind.Interrupted, []));
                    Begin();
                    break;
                case State.Inside when value == End:
                    _state = State.AfterEnd;
                    break;
                case State.Inside:
                    Keep(value);
                    break;
                case State.AfterEnd when value == Return:
                    frames.Add(_tooLarge ? new MllpFrame(MllpFrameKind.TooLarge, []) : new MllpFrame(MllpFrameKind.Message, _content.WrittenSpan.ToArray()));
                    _state = State.Outside;
                    break;
                case State.AfterEnd:
                    AfterLoneEnd(value, frames);
                    break;
            }
        }

        return frames;
    }

    private void Outside(byte value, List<MllpFrame> frames)
    {
        if (value == Start)
        {
            Begin();
        }
        else if (!_garbage && value is not (Return or (byte)'\n'))
        {
            // Reported once for each gap. Line ends between frames are harmless and common.
            _garbage = true;
            frames.Add(new MllpFrame(MllpFrameKind.Garbage, []));
        }
    }

    /// <summary>An end mark without its carriage return is content; the parser will refuse it with a reason.</summary>
    private void AfterLoneEnd(byte value, List<MllpFrame> frames)
    {
        Keep(End);
        if (value == End)
        {
            return;
        }

        if (value == Start)
        {
            frames.Add(new MllpFrame(MllpFrameKind.Interrupted, []));
            Begin();
            return;
        }

        _state = State.Inside;
        Keep(value);
    }

    private void Begin()
    {
        _state = State.Inside;
        _tooLarge = false;
        _garbage = false;
        _content.Clear();
    }

    private void Keep(byte value)
    {
        if (_tooLarge)
        {
            return;
        }

        if (_content.WrittenCount == _limit)
        {
            _tooLarge = true;
            _content.Clear();
            return;
        }

        _content.GetSpan(1)[0] = value;
        _content.Advance(1);
    }
}
