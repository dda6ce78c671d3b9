using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// Which labels a view of a text shows, in which colours, and what it tells about a span beside its label.
/// </summary>
internal sealed class LabelStyle
{
    private readonly HashSet<string>? _labels;
    private readonly Dictionary<string, Rgb> _colors = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="labels">The labels to show, in any case; null for all.</param>
    /// <param name="colors">Colours by label, in place of our own.</param>
    /// <exception cref="ArgumentException">A colour cannot be read.</exception>
    public LabelStyle(IEnumerable<string>? labels, IReadOnlyDictionary<string, string>? colors)
    {
        _labels = labels is null ? null : new HashSet<string>(labels, StringComparer.OrdinalIgnoreCase);
        foreach ((string label, string color) in colors ?? new Dictionary<string, string>())
        {
            try
            {
                _colors[label] = Rgb.Parse(color);
            }
            catch (FormatException e)
            {
                throw new ArgumentException($"The colour of {label}: {e.Message}", nameof(colors), e);
            }
        }
    }

    public bool Shows(Span span) => _labels is null || _labels.Contains(span.Label);

    public Rgb ColorOf(Span span) =>
        _colors.TryGetValue(span.Label, out Rgb own) ? own : LabelColors.For(span.Label);

    /// <summary>What stands behind the label: <c> · id</c>, for each id there is.</summary>
    public static string Ids(Span span) =>
        string.Concat(new[] { span.Id, span.KbId }.Where(id => id.Length > 0).Select(id => $" · {id}"));

    /// <summary>The label and the ids, as far as there are any.</summary>
    public static string Caption(Span span) =>
        string.Join(" · ", new[] { span.Label, span.Id, span.KbId }.Where(part => part.Length > 0));

    /// <summary>What the label means, and how sure the recognizer is.</summary>
    public static string Details(Span span)
    {
        string meaning = Labels.Explain(span.Label) ?? span.Label;
        return span.Probability is { } probability
            ? string.Create(CultureInfo.InvariantCulture, $"{meaning} (probability {probability:0.00})")
            : meaning;
    }
}
