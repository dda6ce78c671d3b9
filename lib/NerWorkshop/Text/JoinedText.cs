using System.Text;

namespace NerWorkshop;

/// <summary>Documents that belong together, such as the sentences of an article, as one document and back.</summary>
internal sealed class JoinedText
{
    /// <summary>An empty line, which no sentence goes across.</summary>
    private const string Separator = "\n\n";

    private readonly IReadOnlyList<Doc> _parts;
    private readonly int[] _starts;

    /// <summary>Joins documents; their tokens stay as they are.</summary>
    public JoinedText(IReadOnlyList<Doc> parts)
    {
        _parts = parts;
        _starts = new int[parts.Count];
        var text = new StringBuilder();
        var lexemes = new List<Lexeme>();
        var starts = new List<int>();
        for (int n = 0; n < parts.Count; n++)
        {
            if (n > 0)
            {
                lexemes.Add(Lexeme.Of(Separator));
                starts.Add(text.Length);
                text.Append(Separator);
            }

            _starts[n] = lexemes.Count;
            for (int i = 0; i < parts[n].Count; i++)
            {
                lexemes.Add(parts[n].LexemeAt(i));
                starts.Add(text.Length + parts[n].StartCharAt(i));
            }

            text.Append(parts[n].Text);
        }

        Whole = new Doc(text.ToString(), [.. lexemes], [.. starts]);
    }

    /// <summary>All of them as one document, without entities.</summary>
    public Doc Whole { get; }

    /// <summary>The token of the whole at which a part starts.</summary>
    public int Start(int part) => _starts[part];

    /// <summary>The parts with the entities that were found in the whole; one that reaches across parts is left out.</summary>
    public IReadOnlyList<Doc> Split(Doc processed)
    {
        var docs = new Doc[_parts.Count];
        int next = 0;
        for (int n = 0; n < docs.Length; n++)
        {
            Doc part = _parts[n];
            int start = _starts[n];
            var entities = new List<Span>();
            for (; next < processed.Entities.Count && processed.Entities[next].Start < start + part.Count; next++)
            {
                Span entity = processed.Entities[next];
                if (entity.Start >= start && entity.End <= start + part.Count)
                {
                    entities.Add(new Span(
                        part, entity.Start - start, entity.End - start, entity.Label, entity.Id, entity.KbId,
                        entity.Probability));
                }
            }

            docs[n] = part.WithEntities(entities);
        }

        return docs;
    }
}
