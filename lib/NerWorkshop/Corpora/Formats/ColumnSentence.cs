using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>The lines of one sentence in columns.</summary>
internal sealed class ColumnSentence
{
    private readonly List<string> _words = [];
    private readonly List<(ColumnTag Tag, int Line)> _tags = [];

    /// <summary>Whether a line could not be read; what is left makes no sentence.</summary>
    public bool IsBad { get; set; }

    /// <summary>Whether there are columns between token and tag.</summary>
    public bool HasMoreColumns { get; set; }

    public void Add(string word, ColumnTag tag, int line)
    {
        _words.Add(word);
        _tags.Add((tag, line));
    }

    /// <summary>The sentence as a text; null where there is none.</summary>
    /// <param name="repairs">Takes the tags that do not fit those before.</param>
    /// <param name="document">The number of its document; 0 where they are not counted.</param>
    public AnnotatedText? ToText(TagRepairs repairs, int document)
    {
        if (IsBad || _words.Count == 0)
        {
            return null;
        }

        Doc doc = Doc.FromWords(_words, Detokenizer.Spaces(_words));
        if (HasMoreColumns)
        {
            repairs.MoreColumns(_tags[0].Line);
        }

        return new AnnotatedText(doc.Text, [.. Entities(doc, repairs)])
        {
            Line = _tags[0].Line,
            Tokens = doc,
            Fields = document > 0 ? new JsonObject { ["document"] = document } : [],
        };
    }

    private List<TextEntity> Entities(Doc doc, TagRepairs repairs)
    {
        var entities = new List<TextEntity>();
        int start = -1;
        string open = "";
        string before = "";
        for (int i = 0; i <= _tags.Count; i++)
        {
            (ColumnTag tag, int line) = i < _tags.Count ? _tags[i] : (new ColumnTag('O', ""), _tags[^1].Line);
            bool continues = start >= 0 && tag.Kind is 'I' or 'L' or 'E' && tag.Label == open;
            if (start >= 0 && !continues)
            {
                repairs.Unfinished(_tags[i - 1].Line);
                Close(i);
            }

            if (tag.Kind != 'O')
            {
                if (!continues)
                {
                    repairs.Begin(tag, before, line);
                    (start, open) = (i, tag.Label);
                }

                if (tag.Ends)
                {
                    repairs.SawEnd();
                    Close(i + 1);
                }
            }

            before = tag.Label;
        }

        return entities;

        void Close(int end)
        {
            entities.Add(new TextEntity(doc[start].StartChar, doc[end - 1].EndChar, open));
            start = -1;
        }
    }
}
