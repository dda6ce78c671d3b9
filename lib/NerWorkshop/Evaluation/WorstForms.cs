using System.Collections;

namespace NerWorkshop;

/// <summary>
/// The texts of entities that go wrong most often, by the number of their errors; of equal ones, in the order of the
/// alphabet. In a notebook they show themselves as a table.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class WorstForms : IReadOnlyList<FormErrors>, IRenderable
{
    private readonly FormErrors[] _forms;

    internal WorstForms(IEnumerable<EntityPair> pairs, int count, bool ignoreCase)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _forms = [.. pairs.GroupBy(pair => ignoreCase ? pair.Text.ToLowerInvariant() : pair.Text, StringComparer.Ordinal)
            .Select(form => new FormErrors(form.Key, [.. form]))
            .Where(form => form.Counts.Errors > 0)
            .OrderByDescending(form => form.Counts.Errors)
            .ThenBy(form => form.Text, StringComparer.Ordinal)
            .Take(count)];
    }

    /// <summary>Number of texts.</summary>
    public int Count => _forms.Length;

    /// <summary>The text at a rank, from 0.</summary>
    public FormErrors this[int index] => _forms[index];

    /// <summary>A table of the texts and what was made of them.</summary>
    public Table ToTable() => Table.From(
        _forms,
        ("Text", form => form.Text),
        ("Errors", form => form.Counts.Errors),
        ("Correct", form => form.Counts.Correct),
        ("Gold → predicted", form => form.Mistakes));

    /// <inheritdoc/>
    public IEnumerator<FormErrors> GetEnumerator() => ((IEnumerable<FormErrors>)_forms).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    Rendering IRenderable.ToRendering() => ToTable();
}
