using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NerWorkshop;

/// <summary>
/// Rewrites a regular expression for .NET as Python understands it. Python spells some things otherwise:
/// <c>(?P&lt;name&gt;…)</c>, <c>(?P=name)</c>, <c>\Z</c>, <c>{,n}</c>, <c>\U0001F600</c>. It sees code points where .NET
/// sees UTF-16 chars: a dot, a class or a repetition must take both halves of an emoji. And its <c>\w</c> is letters,
/// numbers and the underscore, without marks.
/// </summary>
internal sealed partial class PythonRegex
{
    private const string Word = @"\p{L}\p{N}_";
    private const string Halves = @"\uD800-\uDFFF";
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    /// <summary>The first halves of astral letters that people write: mathematical alphabets and ideographs.</summary>
    private const string WordHalves = @"\uD835\uD840-\uD88D";

    private readonly string _pattern;
    private readonly string _dot;
    private readonly StringBuilder _ours = new();
    private int _at;

    private PythonRegex(string pattern)
    {
        _pattern = pattern;
        _dot = DotTakesLineBreaks().IsMatch(pattern) ? NoneOf("") : NoneOf(@"\n");
    }

    private ReadOnlySpan<char> Rest => _pattern.AsSpan(_at);

    /// <summary>What .NET is to be given; an expression that is none stays none.</summary>
    public static string Translate(string pattern)
    {
        var translation = new PythonRegex(pattern);
        while (translation._at < pattern.Length)
        {
            translation.TranslateNext();
        }

        return translation._ours.ToString();
    }

    private void TranslateNext()
    {
        switch (Rest)
        {
            case ['\\', ..]:
                TranslateEscape();
                break;
            case ['[', ..]:
                TranslateClass();
                break;
            case ['.', ..]:
                Write(_dot, taking: 1);
                break;
            case ['(', '?', 'P', '<', ..]:
                Write("(?<", taking: 4);
                break;
            case ['(', '?', 'P', '=', ..] when Rest.IndexOf(')') is > 4 and var end:
                Write($"\\k<{Rest[4..end]}>", taking: end + 1);
                break;
            case ['{', ',', >= '0' and <= '9', ..]:
                Write("{0", taking: 1);
                break;
            default:
                CodePoints.At(_pattern, _at, out int width);
                Write(width == 1 ? $"{_pattern[_at]}" : $"(?:{Rest[..width]})", taking: width);
                break;
        }
    }

    private void TranslateEscape()
    {
        int length = Math.Min(2, Rest.Length);
        switch (Rest)
        {
            case ['\\', 'U', ..] when ReadHex(2, 8) is { } codePoint && Rune.IsValid(codePoint):
                Write($"(?:{Regex.Escape(new Rune(codePoint).ToString())})", taking: 10);
                break;
            case ['\\', 'Z', ..]:
                Write("\\z", length);
                break;
            case ['\\', 'w', ..]:
                Write($@"(?:[{Word}]|[{WordHalves}][\uDC00-\uDFFF])", length);
                break;
            case ['\\', 'W', ..]:
                Write($@"(?:[^{Word}{Halves}]|[\uD800-\uDBFF-[{WordHalves}]][\uDC00-\uDFFF])", length);
                break;
            case ['\\', 'D' or 'S', ..]:
                Write(NoneOf($"\\{char.ToLowerInvariant(Rest[1])}"), length);
                break;
            default:
                Write($"{Rest[..length]}", length);
                break;
        }
    }

    private void TranslateClass()
    {
        int start = _at;
        bool isNegated = Rest is ['[', '^', ..];
        _at += isNegated ? 2 : 1;
        var plain = new StringBuilder();
        var astral = new AstralRanges();
        bool isFirst = true;
        bool isOfWords = false;
        while (_at < _pattern.Length && (isFirst || Rest[0] != ']'))
        {
            isFirst = false;
            if (isNegated && Rest is ['\\', 'W', ..])
            {
                isOfWords = true;
                _at += 2;
                continue;
            }

            // What .NET alone has, and classes of all but something, are taken as they stand.
            if (Rest is ['-', '[', ..] or ['\\', 'p' or 'P' or 'W' or 'D' or 'S', ..])
            {
                CopyClass(start);
                return;
            }

            (int from, string written) = ReadItem();
            bool isRange = from >= 0 && Rest is ['-', not ']' and not '[', ..];
            _at += isRange ? 1 : 0;
            (int to, string writtenTo) = isRange ? ReadItem() : (from, written);
            if (isRange && to < from)
            {
                CopyClass(start);
                return;
            }

            if (to <= char.MaxValue)
            {
                plain.Append(isRange ? $"{written}-{writtenTo}" : written);
                continue;
            }

            if (from <= char.MaxValue)
            {
                plain.Append(from < 0xD800 ? $@"{written}-\uD7FF\uE000-\uFFFF" : $@"{written}-\uFFFF");
            }

            astral.Add(Math.Max(from, char.MaxValue + 1), to);
        }

        if (_at >= _pattern.Length)
        {
            CopyClass(start);
            return;
        }

        _at++;
        if (isOfWords)
        {
            string except = plain.Length == 0 ? "" : $"-[{plain}]";
            _ours.Append($@"(?:[{Word}{except}]|[{WordHalves}][\uDC00-\uDFFF])");
        }
        else if (isNegated)
        {
            AstralRanges others = astral.Complement();
            _ours.Append(others.IsEmpty ? $"[^{plain}{Halves}]" : $"(?:[^{plain}{Halves}]|{others})");
        }
        else
        {
            _ours.Append(astral.IsEmpty ? $"[{plain}]" : plain.Length == 0 ? $"(?:{astral})" : $"(?:[{plain}]|{astral})");
        }
    }

    /// <summary>One member of a class: its code point, or -1 for a class of its own, and how to write it.</summary>
    private (int CodePoint, string Written) ReadItem()
    {
        int start = _at;
        if (Rest is ['\\', var escaped, ..])
        {
            int digits = escaped switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            int codePoint = escaped switch
            {
                'x' or 'u' or 'U' => ReadHex(2, digits) ?? -1,
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'f' => '\f',
                'v' => '\v',
                'a' => '\a',
                'b' => '\b',
                'w' or 'd' or 's' => -1,
                _ => escaped,
            };
            _at = Math.Min(_at + 2 + digits, _pattern.Length);
            string written = escaped switch
            {
                'w' => Word,
                'U' when codePoint is >= 0 and <= char.MaxValue => $"\\u{_pattern[(start + 6).._at]}",
                _ => _pattern[start.._at],
            };
            return (codePoint, written);
        }

        int item = CodePoints.At(_pattern, _at, out int width);
        _at += width;
        return (item, item is '[' or ']' or '^' or '-' ? $"\\{(char)item}" : _pattern[start.._at]);
    }

    private void CopyClass(int start)
    {
        int end = start + 1;
        for (int depth = 1; end < _pattern.Length && depth > 0; end++)
        {
            depth += _pattern[end] == '[' && _pattern[end - 1] == '-' ? 1 : _pattern[end] == ']' ? -1 : 0;
            end += _pattern[end] == '\\' ? 1 : 0;
        }

        _at = start;
        Write(_pattern[start..Math.Min(end, _pattern.Length)], taking: Math.Min(end, _pattern.Length) - start);
    }

    private int? ReadHex(int offset, int digits) =>
        Rest.Length >= offset + digits
        && int.TryParse(Rest.Slice(offset, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            ? value
            : null;

    private void Write(string ours, int taking)
    {
        _ours.Append(ours);
        _at += taking;
    }

    private static string NoneOf(string chars) => $"(?:[^{chars}{Halves}]|{Pair})";

    [GeneratedRegex(@"\(\?[a-zA-Z]*s[a-zA-Z]*[-:)]")]
    private static partial Regex DotTakesLineBreaks();
}
