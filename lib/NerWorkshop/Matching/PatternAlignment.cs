namespace NerWorkshop;

/// <summary>
/// Finds which tokens of a pattern a match went through. Where there are several ways, it takes the one that spaCy
/// reports: ways are followed token by token in the order they opened up, and the first to complete the match counts.
/// </summary>
internal sealed class PatternAlignment
{
    private readonly CompiledPattern.Step[] _steps;
    private readonly Doc _doc;
    private readonly int _length;
    private List<Way> _ways = [];
    private List<Way> _opened = [];
    private int[]? _found;

    private PatternAlignment(CompiledPattern.Step[] steps, Doc doc, int start, int end)
    {
        _steps = steps;
        _doc = doc;
        _length = end - start;
    }

    /// <summary>The alignment, and after how many tokens of text it was certain; null where the pattern does not match so.</summary>
    public static (int[] Alignment, int Time)? Find(CompiledPattern.Step[] steps, Doc doc, int start, int end, int limit)
    {
        var search = new PatternAlignment(steps, doc, start, end);
        search._ways.Add(new Way(0, 0, []));
        for (int i = start; i < limit && search._ways.Count > 0; i++)
        {
            search.Take(i);
            if (search._found is not null)
            {
                return (search._found, i);
            }
        }

        search.Finish();
        return search._found is null ? null : (search._found, limit);
    }

    private void Take(int index)
    {
        var survivors = new List<Way>();
        _opened = [];
        foreach (Way way in _ways)
        {
            if (Advance(way, index) is { } next)
            {
                survivors.Add(next);
            }
        }

        _ways = survivors;
        _ways.AddRange(_opened);
    }

    /// <summary>Moves a way on by a token; steps that need not match are passed over, opening a way of their own if they do.</summary>
    private Way? Advance(Way way, int index)
    {
        while (true)
        {
            CompiledPattern.Step step = _steps[way.Step];
            bool isMet = step.IsMet(_doc, index);
            bool isLast = way.Step == _steps.Length - 1;
            Way marked = way with { Path = [.. way.Path, (way.Length, step.TokenIndex)] };
            if (step.Kind == CompiledPattern.StepKind.Once)
            {
                if (isMet && isLast)
                {
                    Complete(marked with { Length = way.Length + 1 });
                }

                return isMet && !isLast ? new Way(way.Step + 1, way.Length + 1, marked.Path) : null;
            }

            bool repeats = step.Kind == CompiledPattern.StepKind.AnyNumber;
            if (isLast)
            {
                Complete(marked);
                if (isMet && !repeats)
                {
                    Complete(marked with { Length = way.Length + 1 });
                }

                return isMet && repeats ? marked with { Length = way.Length + 1 } : null;
            }

            if (isMet)
            {
                _opened.Add(new Way(repeats ? way.Step : way.Step + 1, way.Length + 1, marked.Path));
            }

            way = marked with { Step = way.Step + 1 };
        }
    }

    /// <summary>At the end of the text, what is left may consist of steps that need not match.</summary>
    private void Finish()
    {
        foreach (Way open in _ways)
        {
            Way way = open;
            while (_steps[way.Step].Kind != CompiledPattern.StepKind.Once)
            {
                way = way with { Path = [.. way.Path, (way.Length, _steps[way.Step].TokenIndex)] };
                if (way.Step == _steps.Length - 1)
                {
                    Complete(way);
                    break;
                }

                way = way with { Step = way.Step + 1 };
            }
        }
    }

    private void Complete(Way way)
    {
        if (_found is not null || way.Length != _length)
        {
            return;
        }

        // Of steps tried at the same token the last one in the pattern is the one that took it.
        _found = new int[_length];
        foreach ((int at, int token) in way.Path.Order())
        {
            if (at < _length)
            {
                _found[at] = token;
            }
        }
    }

    private sealed record Way(int Step, int Length, IReadOnlyList<(int At, int Token)> Path);
}
