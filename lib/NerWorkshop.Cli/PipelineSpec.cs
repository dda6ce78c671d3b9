namespace NerWorkshop.Cli;

/// <summary>A pipeline as an argument names it: a model or <c>blank</c>, and rules to put in front of it.</summary>
internal static class PipelineSpec
{
    public const string Description =
        "A pipeline: a model's name or folder; with '+FILE', rules before it, as in en_open_sm+rules.jsonl; "
        + "blank+rules.jsonl for rules alone.";

    /// <exception cref="DirectoryNotFoundException">There is no such model.</exception>
    /// <exception cref="PatternException">A rule cannot be used; the message names file and line.</exception>
    public static Pipeline Load(string spec)
    {
        string[] parts = Parts(spec);
        if (parts.Any(string.IsNullOrWhiteSpace))
        {
            throw new UsageException($"'{spec}' names no pipeline; write it as MODEL or MODEL+RULES, as en_open_sm+rules.jsonl");
        }

        Pipeline nlp = parts[0] == "blank" ? Pipeline.Blank() : Pipeline.Load(parts[0]);
        if (parts.Length > 1)
        {
            var rules = new EntityRuler { OverwriteEntities = true, PhraseAttribute = TokenAttribute.Lower };
            foreach (string file in parts[1..])
            {
                rules.Load(file);
            }

            // What a person wrote down goes before what the model guesses.
            nlp.AddFirst(rules, "rules");
        }

        return nlp;
    }

    /// <summary>A name for titles: the model and its rules, without their folders.</summary>
    public static string NameOf(string spec) => string.Join(
        " + ", Parts(spec).Select(part => Path.GetFileName(Path.TrimEndingDirectorySeparator(part))));

    /// <summary>A folder may have a plus in its name.</summary>
    private static string[] Parts(string spec) => Directory.Exists(spec) ? [spec] : spec.Split('+');
}
