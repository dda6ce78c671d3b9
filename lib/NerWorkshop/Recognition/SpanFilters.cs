namespace NerWorkshop;

/// <summary>Does what each <see cref="SpanFilter"/> says.</summary>
internal static class SpanFilters
{
    /// <summary>
    /// Sets what rules match as entities: of overlapping matches the longest wins, then the first, and entities there
    /// were stay or give way.
    /// </summary>
    public static Doc SetEntities(Doc doc, IReadOnlyList<Span> matches, bool overwrite)
    {
        if (matches.Count == 0)
        {
            return doc.HasEntityAnnotation ? doc : doc.WithEntities([]);
        }

        SpanFilter filter = overwrite ? SpanFilter.PreferNew : SpanFilter.PreferExisting;
        return doc.WithEntities(filter.Apply(doc, doc.Entities, matches));
    }

    /// <summary>The spans kept, in order of their first token; with <see cref="SpanFilter.None"/> just as they come.</summary>
    public static IEnumerable<Span> Apply(
        this SpanFilter filter, Doc doc, IReadOnlyList<Span> existing, IReadOnlyList<Span> found)
    {
        bool[] taken = new bool[doc.Count];
        IEnumerable<Span> kept = filter switch
        {
            SpanFilter.FirstLongest => FirstLongest([.. existing, .. found]),
            SpanFilter.PreferNew => FirstLongest(found).Concat(existing.Where(span => !TakenBy(span).Contains(true))),
            SpanFilter.PreferExisting => KeepExisting().Concat(FirstLongest(found)),
            _ => existing.Concat(found),
        };
        return filter == SpanFilter.None ? kept : kept.OrderBy(span => span.Start);

        Span<bool> TakenBy(Span span) => taken.AsSpan(span.Start, span.Count);

        IReadOnlyList<Span> KeepExisting()
        {
            foreach (Span span in existing)
            {
                TakenBy(span).Fill(true);
            }

            return existing;
        }

        List<Span> FirstLongest(IReadOnlyList<Span> spans)
        {
            var chosen = new List<Span>();
            foreach (Span span in spans.OrderByDescending(span => span.Count).ThenBy(span => span.Start))
            {
                if (!TakenBy(span).Contains(true))
                {
                    TakenBy(span).Fill(true);
                    chosen.Add(span);
                }
            }

            return chosen;
        }
    }
}
