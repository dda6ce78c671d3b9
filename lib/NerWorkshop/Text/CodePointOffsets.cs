namespace NerWorkshop;

/// <summary>
/// Converts between offsets in UTF-16 chars, which this library uses, and in Unicode code points, which files use.
/// The two differ after an emoji or another character beyond U+FFFF.
/// </summary>
internal sealed class CodePointOffsets
{
    /// <summary>The char at which each code point starts, and the text's length at the end; null where all are alike.</summary>
    private readonly int[]? _starts;
    private readonly int _length;

    public CodePointOffsets(string text)
    {
        _length = CodePoints.Count(text);
        if (_length == text.Length)
        {
            return;
        }

        _starts = new int[_length + 1];
        for (int i = 0, n = 0, width; i < text.Length; i += width, n++)
        {
            CodePoints.At(text, i, out width);
            _starts[n] = i;
        }

        _starts[_length] = text.Length;
    }

    /// <summary>The offset in chars; one beyond the text stays beyond it.</summary>
    public int ToUtf16(int codePoints) => _starts is null || codePoints <= 0 ? codePoints
        : codePoints <= _length ? _starts[codePoints] : _starts[_length] + (codePoints - _length);

    /// <summary>The offset in code points; one inside a surrogate pair counts as the pair's start.</summary>
    public int ToCodePoints(int chars)
    {
        if (_starts is null || chars <= 0)
        {
            return chars;
        }

        int index = Array.BinarySearch(_starts, chars);
        return index >= 0 ? index : chars > _starts[_length] ? _length + (chars - _starts[_length]) : ~index - 1;
    }
}
