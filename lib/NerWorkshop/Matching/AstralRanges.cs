using System.Globalization;
using System.Text;

namespace NerWorkshop;

/// <summary>
/// Code points beyond U+FFFF in a class of a regular expression, where .NET knows only their UTF-16 halves.
/// </summary>
internal sealed class AstralRanges
{
    private const int First = 0x10000;
    private const int Last = 0x10FFFF;

    private readonly List<(int From, int To)> _ranges = [];

    public bool IsEmpty => _ranges.Count == 0;

    public void Add(int from, int to) => _ranges.Add((from, to));

    /// <summary>An expression for one of them, as alternatives without a bracket around; nothing where there is none.</summary>
    public override string ToString() => string.Join('|', _ranges.Select(range => Alternatives(range.From, range.To)));

    /// <summary>All others.</summary>
    public AstralRanges Complement()
    {
        var others = new AstralRanges();
        int next = First;
        foreach ((int from, int to) in _ranges.Order())
        {
            if (from > next)
            {
                others.Add(next, from - 1);
            }

            next = Math.Max(next, to + 1);
        }

        if (next <= Last)
        {
            others.Add(next, Last);
        }

        return others;
    }

    private static string Alternatives(int from, int to)
    {
        (char high, char low) = Halves(from);
        (char lastHigh, char lastLow) = Halves(to);
        if (high == lastHigh)
        {
            return Escape(high) + Class(low, lastLow);
        }

        var alternatives = new StringBuilder($"{Escape(high)}{Class(low, '\uDFFF')}|{Escape(lastHigh)}{Class('\uDC00', lastLow)}");
        if (lastHigh - high > 1)
        {
            alternatives.Append($"|{Class((char)(high + 1), (char)(lastHigh - 1))}{Class('\uDC00', '\uDFFF')}");
        }

        return alternatives.ToString();
    }

    private static (char High, char Low) Halves(int codePoint)
    {
        string pair = char.ConvertFromUtf32(codePoint);
        return (pair[0], pair[1]);
    }

    private static string Class(char from, char to) => $"[{Escape(from)}-{Escape(to)}]";

    private static string Escape(char c) => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture);
}
