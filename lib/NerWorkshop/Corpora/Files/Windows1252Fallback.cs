using System.Text;

namespace NerWorkshop;

/// <summary>
/// Reads bytes that are not UTF-8 as Windows-1252, which is what old spreadsheets write, and counts them. Byte by byte,
/// so that files glued together from both come out right as well.
/// </summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public override int MaxCharCount => 4;

    /// <summary>How many bytes were not UTF-8 so far.</summary>
    public long ByteCount { get; private set; }

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private sealed class Buffer(Windows1252Fallback owner) : DecoderFallbackBuffer
    {
        private string _chars = "";
        private int _position;

        public override int Remaining => _chars.Length - _position;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _chars = Windows1252.GetString(bytesUnknown);
            _position = 0;
            owner.ByteCount += bytesUnknown.Length;
            return true;
        }

        public override char GetNextChar() => _position < _chars.Length ? _chars[_position++] : '\0';

        public override bool MovePrevious()
        {
            if (_position == 0)
            {
                return false;
            }

            _position--;
            return true;
        }

        public override void Reset() => (_chars, _position) = ("", 0);
    }
}
