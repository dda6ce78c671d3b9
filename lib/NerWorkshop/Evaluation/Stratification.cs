namespace NerWorkshop;

/// <summary>
/// Hands groups of texts to parts so that each gets about its share of every label: iterative stratification, after
/// Sechidis, Tsoumakas and Vlahavas (2011).
/// </summary>
internal sealed class Stratification
{
    private readonly IReadOnlyList<List<int>> _groups;
    private readonly Dictionary<string, int>[] _labelsOf;
    private readonly double[] _shares;
    private readonly double[] _textsWanted;
    private readonly Dictionary<string, double[]> _wanted = new(StringComparer.Ordinal);
    private readonly int[] _partOf;

    /// <param name="texts">The texts.</param>
    /// <param name="groups">The places of the texts of each group, in random order.</param>
    /// <param name="shares">The share of each part; together they are 1.</param>
    public Stratification(IReadOnlyList<AnnotatedText> texts, IReadOnlyList<List<int>> groups, double[] shares)
    {
        _groups = groups;
        _shares = shares;
        _labelsOf = [.. groups.Select(group => group.SelectMany(text => texts[text].Entities)
            .CountBy(entity => entity.Label).ToDictionary(StringComparer.Ordinal))];
        _textsWanted = [.. shares.Select(share => share * texts.Count)];
        foreach (IGrouping<string, int> label in _labelsOf.SelectMany(labels => labels).GroupBy(l => l.Key, l => l.Value))
        {
            int count = label.Sum();
            _wanted[label.Key] = [.. shares.Select(share => share * count)];
        }

        _partOf = new int[texts.Count];
    }

    /// <summary>The part of each text.</summary>
    public int[] Assign()
    {
        // Groups without any label come last and even out the number of texts.
        IEnumerable<string> rarestFirst = _wanted
            .OrderBy(label => label.Value.Sum()).ThenBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => label.Key).ToList();
        bool[] isAssigned = new bool[_groups.Count];
        foreach (string label in rarestFirst)
        {
            for (int g = 0; g < _groups.Count; g++)
            {
                if (!isAssigned[g] && _labelsOf[g].ContainsKey(label))
                {
                    isAssigned[g] = true;
                    Give(g, NeediestFor(label));
                }
            }
        }

        for (int g = 0; g < _groups.Count; g++)
        {
            if (!isAssigned[g])
            {
                Give(g, Neediest(part => _textsWanted[part]));
            }
        }

        return _partOf;
    }

    private int NeediestFor(string label)
    {
        double[] wanted = _wanted[label];
        double most = wanted.Where((_, part) => _shares[part] > 0).Max();
        return Neediest(part => wanted[part] >= most - 1e-9 ? _textsWanted[part] : double.NegativeInfinity);
    }

    /// <summary>The part with the greatest need; one of no share gets nothing.</summary>
    private int Neediest(Func<int, double> need) =>
        Enumerable.Range(0, _shares.Length).Where(part => _shares[part] > 0).MaxBy(need);

    private void Give(int group, int part)
    {
        foreach (int text in _groups[group])
        {
            _partOf[text] = part;
        }

        _textsWanted[part] -= _groups[group].Count;
        foreach ((string label, int count) in _labelsOf[group])
        {
            _wanted[label][part] -= count;
        }
    }
}
