using System.Buffers.Binary;
using System.Text;

namespace NerWorkshop;

/// <summary>
/// Strings as numbers of 64 bits, as spaCy's string store has them: MurmurHash64A of the UTF-8 with seed 1, but for its
/// built-in symbols, such as <c>ORG</c>, which have small numbers of their own.
/// </summary>
internal sealed class SpacyStrings
{
    private const string Resource = "NerWorkshop.spacy-symbols.txt";

    /// <summary>The symbols by number; the first is the empty string.</summary>
    private static readonly string[] Symbols = ReadSymbols();

    private static readonly Dictionary<string, ulong> Numbers =
        Symbols.Select((symbol, number) => (symbol, number)).ToDictionary(pair => pair.symbol, pair => (ulong)pair.number, StringComparer.Ordinal);

    private readonly Dictionary<ulong, string> _strings = [];

    /// <summary>The strings that were added, in ordinal order.</summary>
    public IEnumerable<string> Sorted => _strings.Values.Order(StringComparer.Ordinal);

    /// <summary>The string of a number; null where it was not added.</summary>
    public string? this[ulong hash] =>
        hash < (ulong)Symbols.Length ? Symbols[hash] : _strings.GetValueOrDefault(hash);

    /// <summary>The number of a string, whether it was added or not.</summary>
    public static ulong Hash(string text) =>
        Numbers.TryGetValue(text, out ulong number) ? number : Murmur64A(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a string.</summary>
    /// <returns>Its number.</returns>
    public ulong Add(string text)
    {
        ulong hash = Hash(text);
        _strings[hash] = text;
        return hash;
    }

    /// <summary>MurmurHash64A by Austin Appleby, with seed 1.</summary>
    private static ulong Murmur64A(ReadOnlySpan<byte> bytes)
    {
        const ulong Multiplier = 0xC6A4A7935BD1E995;
        const int Shift = 47;
        const ulong Seed = 1;
        ulong hash = Seed ^ unchecked((ulong)bytes.Length * Multiplier);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            ulong block = unchecked(BinaryPrimitives.ReadUInt64LittleEndian(bytes) * Multiplier);
            block ^= block >> Shift;
            hash = unchecked((hash ^ (block * Multiplier)) * Multiplier);
        }

        if (bytes.Length > 0)
        {
            Span<byte> rest = stackalloc byte[sizeof(ulong)];
            rest.Clear();
            bytes.CopyTo(rest);
            hash = unchecked((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest)) * Multiplier);
        }

        hash = unchecked((hash ^ (hash >> Shift)) * Multiplier);
        return hash ^ (hash >> Shift);
    }

    private static string[] ReadSymbols()
    {
        using var reader = new StreamReader(typeof(SpacyStrings).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }
}
