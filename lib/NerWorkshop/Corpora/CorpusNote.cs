using System.Globalization;

namespace NerWorkshop;

/// <summary>Something that reading or writing a corpus has to tell, once for all the places where it happened.</summary>
/// <param name="What">What happened.</param>
/// <param name="Count">How often.</param>
/// <param name="Places">The first places where.</param>
public sealed record CorpusNote(string What, int Count, IReadOnlyList<string> Places)
{
    /// <summary>What, how often and where, in one line.</summary>
    public override string ToString()
    {
        string more = Count > Places.Count ? ", …" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{What}: {Count} ({string.Join(", ", Places)}{more})");
    }
}
