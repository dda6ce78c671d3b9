namespace NerWorkshop;

/// <summary>
/// A component that takes the titles before a person's name into the entity: <c>Dr. Jane Smith</c> where the recognizer
/// marks <c>Jane Smith</c>. A title that another entity holds stays there.
/// </summary>
public sealed class PersonTitles : ISavableComponent
{
    private readonly HashSet<string> _titles;

    /// <summary>Makes one.</summary>
    /// <param name="titles">The titles to look for, without a full stop; none for the usual ones.</param>
    public PersonTitles(params IEnumerable<string> titles)
    {
        _titles = [.. titles.Select(WithoutStop)];
        if (_titles.Count == 0)
        {
            _titles.UnionWith(["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Rev", "Hon"]);
        }
    }

    /// <summary>The titles, without a full stop. They are looked for as written here: <c>Miss</c>, and not <c>miss</c>.</summary>
    public IReadOnlyCollection<string> Titles => _titles;

    /// <summary>The label of the entities that take titles.</summary>
    public string Label { get; init; } = "PERSON";

    string ISavableComponent.Type => "person_titles";

    /// <inheritdoc/>
    public Doc Process(Doc doc)
    {
        List<Span>? changed = null;
        int free = 0;
        for (int i = 0; i < doc.Entities.Count; i++)
        {
            Span entity = doc.Entities[i];
            if (entity.Label == Label && TitlesBefore(doc, entity.Start, free) is var start && start < entity.Start)
            {
                changed ??= [.. doc.Entities];
                changed[i] = new Span(
                    doc, start, entity.End, entity.Label, entity.Id, entity.KbId, entity.Probability);
            }

            free = entity.End;
        }

        return changed is null ? doc : doc.WithEntities(changed);
    }

    /// <summary>Where the titles before a token begin; the token itself if there are none.</summary>
    private int TitlesBefore(Doc doc, int token, int free)
    {
        while (token > free)
        {
            // "Mx." is two tokens, "Dr." is one.
            bool isStop = token - 1 > free && doc.LexemeAt(token - 1).Text == ".";
            int title = isStop ? token - 2 : token - 1;
            if (!_titles.Contains(WithoutStop(doc.LexemeAt(title).Text)))
            {
                break;
            }

            token = title;
        }

        return token;
    }

    private static string WithoutStop(string title) => title is [.., '.'] ? title[..^1] : title;

    void ISavableComponent.Save(string directory) => JsonFile.WriteSettings(directory, new Settings(Label, [.. _titles]));

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static PersonTitles LoadComponent(string directory)
    {
        Settings settings = JsonFile.ReadSettings<Settings>(directory);
        return new PersonTitles(settings.Titles) { Label = settings.Label };
    }

    private sealed record Settings(string Label, string[] Titles);
}
