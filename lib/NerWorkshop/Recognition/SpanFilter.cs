namespace NerWorkshop;

/// <summary>Which spans a <see cref="SpanRuler"/> keeps of those there were and those it found.</summary>
public enum SpanFilter
{
    /// <summary>All of them.</summary>
    None,

    /// <summary>Of overlapping ones the longest, then the first (spaCy's <c>first_longest_spans_filter</c>).</summary>
    FirstLongest,

    /// <summary>
    /// Of overlapping new ones the longest, then the first; of those there were what they do not touch (spaCy's
    /// <c>prioritize_new_ents_filter</c>).
    /// </summary>
    PreferNew,

    /// <summary>
    /// Those there were; of the new ones that touch none of them the longest, then the first (spaCy's
    /// <c>prioritize_existing_ents_filter</c>).
    /// </summary>
    PreferExisting,
}
