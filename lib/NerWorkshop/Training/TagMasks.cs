namespace NerWorkshop;

/// <summary>
/// Sets of tags that a word may have, as rows of 1 and 0, each kept once. The first rows are the single tags in order,
/// so that the number of a single-tag mask is the tag.
/// </summary>
internal sealed class TagMasks
{
    private readonly TagScheme _tags;
    private readonly int _width;
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private float[] _rows = [];
    private int _count;

    public TagMasks(TagScheme tags)
    {
        _tags = tags;
        _width = TagScheme.Pad(tags.Count);
        for (int tag = 0; tag < tags.Count; tag++)
        {
            Of([tag]);
        }
    }

    /// <summary>The rows, of the tags' padded width.</summary>
    public ReadOnlySpan<float> Rows => _rows.AsSpan(0, _count * _width);

    public bool IsSingle(int mask) => mask < _tags.Count;

    /// <summary>Whether it allows a tag that does not go on with an entity.</summary>
    public bool MayStart(int mask) => Rows.Slice(mask * _width, _tags.OpenCount).Contains(1);

    /// <summary>The number of the mask that allows these tags.</summary>
    public int Of(IEnumerable<int> tags)
    {
        int[] sorted = [.. tags.Distinct().Order()];
        string key = string.Join(',', sorted);
        if (_known.TryGetValue(key, out int mask))
        {
            return mask;
        }

        if (_rows.Length < (_count + 1) * _width)
        {
            Array.Resize(ref _rows, Math.Max((_count + 1) * _width, 2 * _rows.Length));
        }

        foreach (int tag in sorted)
        {
            _rows[(_count * _width) + tag] = 1;
        }

        _known[key] = _count;
        return _count++;
    }
}
