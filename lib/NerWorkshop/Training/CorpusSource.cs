using System.Globalization;

namespace NerWorkshop;

/// <summary>A file of annotated sentences, and how much it counts.</summary>
/// <param name="Path">The file: JSON lines, plain or <c>.gz</c>.</param>
/// <param name="Weight">Chance of each sentence to be learned in an epoch, up to 1.</param>
/// <param name="Corpus">The corpus's name in the label map; the name of the file's folder by default.</param>
public sealed record CorpusSource(string Path, double Weight = 1, string? Corpus = null)
{
    /// <summary>The corpus's name in the label map.</summary>
    public string Name => Corpus
        ?? System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);

    /// <summary>Reads <c>FILE</c> or <c>FILE@WEIGHT</c>, as in <c>corpora/gum/train.jsonl.gz@0.4</c>.</summary>
    /// <exception cref="FormatException">The weight is not above 0 and at most 1.</exception>
    public static CorpusSource Parse(string text)
    {
        int at = text.LastIndexOf('@');
        if (at < 0 || !double.TryParse(
            text.AsSpan(at + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double weight))
        {
            return new CorpusSource(text);
        }

        return weight is > 0 and <= 1 ? new CorpusSource(text[..at], weight)
            : throw new FormatException($"'{text}': a weight is above 0 and at most 1.");
    }
}
