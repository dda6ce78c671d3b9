namespace NerWorkshop;

/// <summary>
/// Sets of tags that a word may have, as rows of their weights, 0 for those that it may not have, each kept once. The first
/// rows are the single tags in order, so that the number of a single-tag mask is the tag.
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

    /// <summary>The rows of weights, of the tags' padded width.</summary>
    public ReadOnlySpan<float> Rows => _rows.AsSpan(0, _count * _width);

    public bool IsSingle(int mask) => mask < _tags.Count;

    /// <summary>Whether it allows a tag that does not go on with an entity.</summary>
    public bool MayStart(int mask) => Rows.Slice(mask * _width, _tags.OpenCount).Contains(1);

    /// <summary>The number of the mask that allows these tags.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="unlikely">Other tags it allows as well, but each for its weight, less than 1, only.</param>
    /// <param name="weight">That weight.</param>
    public int Of(IEnumerable<int> tags, IEnumerable<int>? unlikely = null, float weight = 0)
    {
        int[] likely = [.. tags.Distinct().Order()];
        int[] others = [.. (unlikely ?? []).Distinct().Order()];
        string key = $"{string.Join(',', likely)};{string.Join(',', others)}";
        if (_known.TryGetValue(key, out int mask))
        {
            return mask;
        }

        if (_rows.Length < (_count + 1) * _width)
        {
            Array.Resize(ref _rows, Math.Max((_count + 1) * _width, 2 * _rows.Length));
        }

        foreach (int tag in likely)
        {
            _rows[(_count * _width) + tag] = 1;
        }

        foreach (int tag in others)
        {
            _rows[(_count * _width) + tag] = weight;
        }

        _known[key] = _count;
        return _count++;
    }
}
