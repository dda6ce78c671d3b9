namespace NerWorkshop;

/// <summary>A match of a rule: the tokens from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct PatternMatch(int Rule, int Start, int End)
{
    [ThreadStatic]
    private static List<PatternMatch>? _scratch;

    /// <summary>An empty list, the same for all calls of a thread: most texts have few matches or none.</summary>
    public static List<PatternMatch> Scratch()
    {
        List<PatternMatch> scratch = _scratch ??= [];
        scratch.Clear();
        return scratch;
    }
}
