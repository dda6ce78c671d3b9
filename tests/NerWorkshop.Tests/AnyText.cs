using FsCheck;
using FsCheck.Fluent;

namespace NerWorkshop.Tests;

/// <summary>Texts to try to break things with: words and marks of the forum, glued at random, and arbitrary chars.</summary>
internal static class AnyText
{
    private static readonly string[] Pieces =
    [
        "don't", "I'm", "Mr.", "U.S.", "10am", "$5k", "5'9", "2020-12-25", "'90s", "http://a.b/c?d=e#f", "me@x.org",
        "@user", "#tag", "C++", "and/or", ":)", "<3", "…", "...", "“quote”", "—", "--", "(", ")", "]", "'s", "’s", "°C.",
        "red", "Pill", "CHAD", "ß", "İ", "Σ", "東京", "हिन्दी", "שלום", "😀", "👩‍👩‍👧", "🇨🇭", "e\u0301", "\u200b", "\u00a0", "\ufeff",
        "\ud800", "\udc00", "\0", " ", "  ", "\t", "\n", "\r\n", "\u2028", "km", "3km", "²", "½", "٣", "US$", "%",
    ];

    public static Arbitrary<string> Arbitrary { get; } = Arb.From(
        Gen.OneOf(
            Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)),
            ArbMap.Default.GeneratorFor<char>().ListOf().Select(chars => string.Concat(chars))),
        text => text.Length == 0 ? [] : [text[..(text.Length / 2)], text[(text.Length / 2)..], text[1..], text[..^1]]);
}
