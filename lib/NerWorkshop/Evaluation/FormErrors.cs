using System.Globalization;

namespace NerWorkshop;

/// <summary>How one text of entities, such as <c>Tinder</c>, went wherever it was marked or predicted.</summary>
public sealed class FormErrors
{
    internal FormErrors(string text, IReadOnlyList<EntityPair> pairs)
    {
        Text = text;
        foreach (EntityPair pair in pairs)
        {
            Counts += ErrorCounts.One(pair.Class);
        }

        Mistakes = string.Join(", ", pairs.Where(pair => pair.Class != ErrorClass.Correct)
            .CountBy(Mistake)
            .OrderByDescending(mistake => mistake.Value)
            .ThenBy(mistake => mistake.Key, StringComparer.Ordinal)
            .Select(mistake => string.Create(CultureInfo.InvariantCulture, $"{mistake.Key} ({mistake.Value})")));
    }

    /// <summary>The text, as written or, where case is ignored, in lower case.</summary>
    public string Text { get; }

    /// <summary>How many of its entities fall into each class.</summary>
    public ErrorCounts Counts { get; }

    /// <summary>
    /// What was marked and what was predicted instead, most frequent first, as in <c>PLATFORM → ORG (3)</c>.
    /// </summary>
    public string Mistakes { get; }

    private static string Mistake(EntityPair pair)
    {
        string labels = $"{pair.Gold?.Label ?? "none"} → {pair.Predicted?.Label ?? "none"}";
        return pair.Class is ErrorClass.Boundary or ErrorClass.BoundaryAndType
            ? $"{labels} '{TerminalText.OneLine(pair.Predicted!.Text)}'"
            : labels;
    }
}
