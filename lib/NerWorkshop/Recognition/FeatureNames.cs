using System.Globalization;
using System.Numerics;

namespace NerWorkshop;

/// <summary>
/// What the features of one sentence's words are called. Features hold hashes; these are traced back to the texts of the
/// sentence that they can come from.
/// </summary>
internal sealed class FeatureNames
{
    private const string Edge = "(edge of the sentence)";

    private static readonly string[] Rough = ["never", "once", "2×", "3–4×", "5–8×", "9–16×", "17–32×", "33×+"];

    private static readonly string[] Positions = ["first", "second", "last", "inner"];

    private readonly Dictionary<ulong, string> _texts = new() { [WordTraits.Edge.Lower] = Edge };

    public FeatureNames(ReadOnlySpan<Lexeme> sentence, WordCounts counts)
    {
        ulong shapeBefore = WordTraits.Edge.ShortShape;
        string shapeTextBefore = Edge;
        foreach (Lexeme word in sentence)
        {
            var traits = new WordTraits(word);
            string shape = WordTraits.Collapse(word.Shape);
            AddTexts(word, shape);
            int bucket = counts.Bucket(traits);
            _texts[StableHash.Mix((ulong)bucket, traits.ShortShape)] = $"{WrittenAs(bucket)}, shape {shape}";
            _texts[StableHash.Mix(shapeBefore, traits.ShortShape)] = $"{shapeTextBefore} {shape}";
            (shapeBefore, shapeTextBefore) = (traits.ShortShape, shape);
        }

        _texts[StableHash.Mix(shapeBefore, WordTraits.Edge.ShortShape)] = $"{shapeTextBefore} {Edge}";
    }

    /// <summary>Adds what features of other mentions look at.</summary>
    /// <param name="document">All words of the document.</param>
    public void AddMentions(ReadOnlySpan<Lexeme> document)
    {
        foreach (Lexeme word in document)
        {
            string shape = WordTraits.Collapse(word.Shape);
            _texts[StableHash.Of(word.Lower)] = word.Lower;
            _texts[StableHash.Of(shape)] = shape;
        }
    }

    /// <summary>The name of a feature of one value.</summary>
    public string Of(FeatureKind kind, int offset, ulong value) => kind switch
    {
        FeatureKind.Word => $"word as written: {Text(value)}",
        FeatureKind.Lower => $"{Place(offset)}: {Text(value)}",
        FeatureKind.Prefix => $"prefix{Of(offset)}: {Text(value)}-",
        FeatureKind.Suffix => $"suffix{Of(offset)}: -{Text(value)}",
        FeatureKind.Shape => $"shape{Whose(offset)}: {Text(value)}",
        FeatureKind.ShortShape => $"short shape{Whose(offset)}: {Text(value)}",
        FeatureKind.Digits => $"digits as zeros: {Text(value)}",
        FeatureKind.Length => value >= 12 ? "length: 12 or more" : $"length: {value}",
        FeatureKind.HyphenPart => $"part between hyphens: {Text(value)}",
        FeatureKind.Flags => $"flags{Whose(offset)}: {(TokenFlags)value}",
        FeatureKind.NameList => $"list{Whose(offset)}: {Lists(value)}",
        FeatureKind.Class => $"class{Whose(offset)}: {Words(WordClasses.English.Names[(int)value])}",
        FeatureKind.Counts when _texts.TryGetValue(value, out string? text) => $"in training: {text}",
        FeatureKind.Counts => $"in training{Whose(offset)}: {WrittenAs((int)value)}",
        FeatureKind.Nearby => $"word nearby: {Text(value)}",
        FeatureKind.ShapeBefore => $"shapes, previous on: {Text(value)}",
        FeatureKind.ShapeAfter => $"shapes, up to next: {Text(value)}",
        FeatureKind.FirstWord => $"first in the sentence: {Text(value)}",
        FeatureKind.RunFirst => $"run begins with: {Text(value)}",
        FeatureKind.RunLast => $"run ends with: {Text(value)}",
        FeatureKind.RunBefore => $"before the run: {Text(value)}",
        FeatureKind.RunAfter => $"after the run: {Text(value)}",
        FeatureKind.PhraseListNext => $"listed phrase follows: {Lists(value)}",
        FeatureKind.LowerNameList => $"list, all in small letters: {Lists(value)}",
        FeatureKind.Gram => $"letters within: {Text(value)}",
        FeatureKind.MentionBefore => $"elsewhere, previous: {Text(value)}",
        FeatureKind.MentionAfter => $"elsewhere, next: {Text(value)}",
        _ => throw Unnamed(kind),
    };

    /// <summary>The name of a feature of two values.</summary>
    public string OfPair(FeatureKind kind, ulong first, ulong second) => kind switch
    {
        FeatureKind.WordBefore => $"previous, word: {Text(first)} {Text(second)}",
        FeatureKind.WordAfter => $"word, next: {Text(first)} {Text(second)}",
        FeatureKind.WordsAround => $"words around: {Text(first)} … {Text(second)}",
        FeatureKind.TwoBefore => $"two words before: {Text(first)} {Text(second)}",
        FeatureKind.TwoAfter => $"two words after: {Text(first)} {Text(second)}",
        FeatureKind.ShapesAround => $"shapes around: {Text(first)} {Text(second)}",
        FeatureKind.ShapesBefore => $"shapes, 2 before on: {Text(first)} {Text(second)}",
        FeatureKind.ShapesAfter => $"shapes, up to 2 after: {Text(first)} {Text(second)}",
        FeatureKind.WordBeforeShape => $"previous, shape: {Text(first)} {Text(second)}",
        FeatureKind.ShapeWordAfter => $"shape, next: {Text(first)} {Text(second)}",
        FeatureKind.Position => $"place and shape: {Positions[first]}, {Text(second)}",
        FeatureKind.SentenceCaseShape => $"sentence, shape: {Case(first)}, {Text(second)}",
        FeatureKind.SentenceCaseWord => $"sentence, word: {Case(first)}, {Text(second)}",
        FeatureKind.RunLength => $"run of capitals: {Run(first, second)}",
        FeatureKind.RunBothSides => $"around the run: {Text(first)} … {Text(second)}",
        FeatureKind.PhraseList => $"listed phrase: {Lists(first)}, {Lower((PhrasePlace)second)} word",
        FeatureKind.MentionShapes => $"elsewhere, shapes around: {Text(first)} … {Text(second)}",
        FeatureKind.MentionShape => $"elsewhere, shape{(first == 1 ? " at the start" : "")}: {Text(second)}",
        FeatureKind.ListBeforeShape => $"list of the previous, shape: {Lists(first)}, {Text(second)}",
        FeatureKind.ShapeListAfter => $"shape, list of next: {Text(second)}, {Lists(first)}",
        _ => throw Unnamed(kind),
    };

    private static string Place(int offset) => offset switch
    {
        -2 => "2nd word before",
        -1 => "previous word",
        0 => "word",
        1 => "next word",
        _ => "2nd word after",
    };

    private static string Of(int offset) => offset == 0 ? " of the word" : Whose(offset);

    private static string Whose(int offset) => offset switch
    {
        -2 => ", 2nd word before",
        -1 => ", previous word",
        0 => "",
        1 => ", next word",
        _ => ", 2nd word after",
    };

    private static string WrittenAs(int bucket) => $"small {Rough[bucket / 8]}, capital {Rough[bucket % 8]}";

    private static string Case(ulong sentenceCase) => Lower((SentenceCase)sentenceCase);

    private static string Lower<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLower(CultureInfo.InvariantCulture);

    private static string Run(ulong length, ulong place)
    {
        string words = length == 1 ? "1 word" : length == 5 ? "5 or more words" : $"{length} words";
        return place switch { 0 => $"{words}, inside", 1 => $"{words}, first", 2 => $"{words}, last", _ => words };
    }

    private static string Lists(ulong lists)
    {
        var names = new List<string>();
        for (ulong rest = lists; rest != 0; rest &= rest - 1)
        {
            names.Add(Words(NameLists.English.Names[BitOperations.TrailingZeroCount(rest)]));
        }

        return string.Join(", ", names);
    }

    /// <summary>The words that a list's name consists of.</summary>
    private static string Words(string list) => list.Replace('_', ' ');

    private static InvalidOperationException Unnamed(FeatureKind kind) => new($"The feature {kind} has no name.");

    private string Text(ulong hash) => _texts[hash];

    private void AddTexts(Lexeme word, string shortShape)
    {
        string lower = word.Lower;
        Add(word.Text);
        Add(lower);
        Add(word.Shape);
        Add(shortShape);
        Add(WordFeatures.ZeroDigits(lower));
        foreach (string part in lower.Split('-'))
        {
            Add(part);
        }

        for (int length = 1; length <= Math.Min(WordFeatures.LongestAffix, lower.Length); length++)
        {
            AddAffix(lower[..length]);
            AddAffix(lower[^length..]);
        }

        for (int length = 3; length <= WordFeatures.LongestGram; length++)
        {
            for (int start = 0; start + length <= lower.Length; start++)
            {
                Add(lower.Substring(start, length));
            }
        }

        void Add(string text) => _texts[StableHash.Of(text)] = text;

        void AddAffix(string affix) => _texts[StableHash.Mix(StableHash.Of(affix), (ulong)affix.Length)] = affix;
    }
}
