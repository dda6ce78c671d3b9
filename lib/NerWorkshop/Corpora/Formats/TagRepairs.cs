namespace NerWorkshop;

/// <summary>
/// Counts the tags that do not fit the one before. Which of them are wrong depends on the scheme, and that shows in the
/// tags only: in IOB1 an I may begin an entity, in BIO it may not, and only BILUO and BIOES mark where an entity ends.
/// </summary>
internal sealed class TagRepairs
{
    private readonly CorpusLog _always = new();
    private readonly CorpusLog _unlessIob1 = new();
    private readonly CorpusLog _ifEndsAreMarked = new();
    private bool _sawBeginning;
    private bool _sawEnd;

    /// <summary>A tag that marks the end of an entity.</summary>
    public void SawEnd() => _sawEnd = true;

    /// <summary>An entity begins.</summary>
    /// <param name="tag">With this tag.</param>
    /// <param name="before">The label of the tag before; empty if it is O or there is none.</param>
    /// <param name="line">Here.</param>
    public void Begin(ColumnTag tag, string before, int line)
    {
        if (tag.Begins)
        {
            // In IOB1 a B only parts entities of the same label.
            _sawBeginning |= before != tag.Label;
            return;
        }

        string where = before.Length == 0 || before == tag.Label
            ? "with no entity open before it"
            : "after an entity of another label";
        CorpusLog log = tag.Kind == 'I' ? _unlessIob1 : _always;
        log.Add($"tags repaired: {tag.Kind}- {where}, read as the beginning of one", FormattableString.Invariant($"line {line}"));
    }

    /// <summary>An entity is over, and its last tag does not say so.</summary>
    public void Unfinished(int line) => _ifEndsAreMarked.Add(
        "tags repaired: an entity without its last tag, read as ending there", FormattableString.Invariant($"line {line}"));

    /// <summary>A sentence with columns between token and tag.</summary>
    public void MoreColumns(int line) => _always.Add(
        "sentences with further columns (such as parts of speech), which are not read", FormattableString.Invariant($"line {line}"));

    /// <summary>Hands on what was wrong in the scheme that the tags have shown.</summary>
    public void Report(CorpusLog log)
    {
        CorpusNote[] notes =
        [
            .. _always.Notes,
            .. _sawBeginning || _sawEnd ? _unlessIob1.Notes : [],
            .. _sawEnd ? _ifEndsAreMarked.Notes : [],
        ];
        foreach (CorpusNote note in notes)
        {
            log.Add(note);
        }
    }
}
