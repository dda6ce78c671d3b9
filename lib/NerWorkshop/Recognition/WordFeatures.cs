using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NerWorkshop;

/// <summary>The features that depend on one word alone, as seen from the word itself and from its neighbours.</summary>
internal static class WordFeatures
{
    /// <summary>How far a word is seen, in words to either side.</summary>
    public const int Reach = 2;

    /// <summary>How far a word is seen without regard to its place.</summary>
    public const int NearbyReach = 6;

    /// <summary>Number of places a word is seen from, <see cref="Reach"/> before it to <see cref="Reach"/> after it.</summary>
    public const int Places = (2 * Reach) + 1;

    /// <summary>The flags that the feature is made of; later ones would change its meaning.</summary>
    private const TokenFlags KnownFlags = (TokenFlags)((1 << 17) - 1);

    public const int LongestAffix = 5;

    public const int LongestGram = 5;

    public static ulong Key(FeatureKind kind, int offset, ulong value) =>
        StableHash.Mix(value, Template(kind, offset));

    /// <summary>The feature of two values together.</summary>
    public static ulong Key(FeatureKind kind, ulong first, ulong second) =>
        StableHash.Mix(first, second, Template(kind, 0));

    /// <summary>Adds the features by which a word is seen from a place.</summary>
    /// <param name="lexeme">The word; none at the edge of a sentence.</param>
    /// <param name="traits">Its traits.</param>
    /// <param name="counts">How it is written in the training text, from <see cref="WordCounts.Bucket"/>.</param>
    /// <param name="offset">Where the word stands as seen from the place: −1 is the word before.</param>
    /// <param name="sink">Receives the features.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Collect<TSink>(Lexeme? lexeme, WordTraits traits, int counts, int offset, TSink sink)
        where TSink : struct, IFeatureSink
    {
        Add(FeatureKind.Lower, traits.Lower);
        if (lexeme is null)
        {
            return;
        }

        bool near = Math.Abs(offset) <= 1;
        Add(FeatureKind.ShortShape, traits.ShortShape);
        Add(FeatureKind.Flags, (ulong)(lexeme.Flags & KnownFlags));
        Lists(near);
        foreach (byte wordClass in traits.Classes.Span)
        {
            Add(FeatureKind.Class, wordClass);
        }

        if (!near)
        {
            return;
        }

        Add(FeatureKind.Shape, traits.Shape);
        Add(FeatureKind.Counts, (ulong)counts);
        Affixes(FeatureKind.Suffix, offset == 0 ? LongestAffix : 3, fromEnd: true);
        if (offset != 0)
        {
            return;
        }

        Affixes(FeatureKind.Prefix, LongestAffix, fromEnd: false);

        Add(FeatureKind.Word, traits.Word);
        Add(FeatureKind.Counts, StableHash.Mix((ulong)counts, traits.ShortShape));
        Add(FeatureKind.Length, (ulong)Math.Min(lexeme.Length, 12));
        for (int length = 3; length <= LongestGram; length++)
        {
            for (int start = 1; start + length < lexeme.Lower.Length; start++)
            {
                Add(FeatureKind.Gram, StableHash.Of(lexeme.Lower.AsSpan(start, length)));
            }
        }

        if (lexeme.Text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            Add(FeatureKind.Digits, StableHash.Of(ZeroDigits(lexeme.Lower)));
        }

        ReadOnlySpan<char> lower = lexeme.Lower;
        if (lower.Contains('-') && lower.Length > 2)
        {
            foreach (Range part in lower.Split('-'))
            {
                Add(FeatureKind.HyphenPart, StableHash.Of(lower[part]));
            }
        }

        void Add(FeatureKind kind, ulong value) => sink.Add(kind, offset, value);

        void Affixes(FeatureKind kind, int longest, bool fromEnd)
        {
            string text = lexeme.Lower;
            for (int length = 1; length <= longest && length <= text.Length; length++)
            {
                ReadOnlySpan<char> affix = fromEnd ? text.AsSpan(text.Length - length) : text.AsSpan(0, length);
                Add(kind, StableHash.Mix(StableHash.Of(affix), (ulong)length));
            }
        }

        void Lists(bool each)
        {
            if (traits.Lists == 0 || traits.Case == WordCase.Lower)
            {
                return;
            }

            Add(FeatureKind.NameList, traits.Lists);
            for (uint rest = each ? traits.Lists : 0; rest != 0 && BitOperations.PopCount(traits.Lists) > 1; rest &= rest - 1)
            {
                Add(FeatureKind.NameList, rest & ~(rest - 1));
            }
        }
    }

    /// <summary>Adds the feature by which a word is seen from anywhere nearby.</summary>
    public static void CollectNearby<TSink>(WordTraits traits, TSink sink)
        where TSink : struct, IFeatureSink => sink.Add(FeatureKind.Nearby, 0, traits.Lower);

    private static ulong Template(FeatureKind kind, int offset) => ((ulong)kind * 16) + (ulong)(offset + 8);

    public static string ZeroDigits(string text) => string.Create(text.Length, text, static (zeroed, from) =>
    {
        for (int i = 0; i < from.Length; i++)
        {
            zeroed[i] = char.GetUnicodeCategory(from[i]) == UnicodeCategory.DecimalDigitNumber ? '0' : from[i];
        }
    });
}
