using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// Columns: a token a line with its tag in the last column, an empty line after each sentence, as in CoNLL-2003 and the
/// shared tasks after it. A sentence is a text; its number of document, where <c>-DOCSTART-</c> lines count them, is in
/// the field <c>document</c>.
/// </summary>
internal sealed class Conll(ColumnScheme scheme) : ICorpusFormat
{
    private const string DocumentStart = "-DOCSTART-";
    private const string DocumentField = "document";

    public string Name => scheme switch
    {
        ColumnScheme.Conll2003 => "conll",
        ColumnScheme.Iob => "iob",
        ColumnScheme.Bio => "bio",
        ColumnScheme.Biluo => "biluo",
        _ => "bioes",
    };

    public string Description => scheme switch
    {
        ColumnScheme.Conll2003 => "columns as CoNLL-2003: token, part of speech, chunk, BIO tag; reads all columns",
        ColumnScheme.Iob => "columns of token and IOB1 tag",
        ColumnScheme.Bio => "columns of token and BIO (IOB2) tag",
        ColumnScheme.Biluo => "columns of token and BILUO tag",
        _ => "columns of token and BIOES tag",
    };

    public IReadOnlyList<string> Extensions => scheme switch
    {
        ColumnScheme.Conll2003 => [".conll", ".conll03", ".conll2003"],
        ColumnScheme.Iob => [".iob", ".iob1"],
        ColumnScheme.Bio => [".bio", ".iob2"],
        ColumnScheme.Biluo => [".biluo", ".bilou"],
        _ => [".bioes", ".iobes"],
    };

    public CorpusContent Holds => CorpusContent.Fields;

    /// <summary>Whether the beginning of a file has a tag at the end of its first line.</summary>
    public static bool Looks(string head)
    {
        string[] columns = Columns(head.Split('\n')[0]);
        return columns.Length >= 2 && (columns[0] == DocumentStart || ColumnTag.TryParse(columns[^1], out _));
    }

    public IEnumerable<AnnotatedText> Read(CorpusInput input)
    {
        using TextReader reader = input.OpenText();
        var repairs = new TagRepairs();
        int document = 0;
        var sentence = new ColumnSentence();
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            string[] columns = Columns(line);
            if (columns is [] or [DocumentStart, ..])
            {
                if (sentence.ToText(repairs, document) is { } text)
                {
                    yield return text;
                }

                sentence = new ColumnSentence();
                document += columns.Length > 0 ? 1 : 0;
            }
            else
            {
                Add(sentence, columns, number, input);
            }
        }

        if (sentence.ToText(repairs, document) is { } last)
        {
            yield return last;
        }

        repairs.Report(input.Log);
    }

    public void Write(IEnumerable<AnnotatedText> texts, CorpusOutput output)
    {
        TextWriter writer = output.OpenText();
        string between = scheme == ColumnScheme.Conll2003 ? " -X- O " : "\t";
        string? document = null;
        foreach (AnnotatedText text in texts)
        {
            if (text.Fields[DocumentField]?.ToJsonString() is { } next && next != document)
            {
                writer.Write(scheme == ColumnScheme.Conll2003 ? "-DOCSTART- -X- O O\n\n" : "-DOCSTART-\tO\n\n");
                document = next;
            }

            Write(text, writer, between, output.Log);
        }
    }

    /// <summary>Cuts at tabs if there are any, for then a token may hold a space, and at spaces otherwise.</summary>
    private static string[] Columns(string line) => line.Split(
        line.Contains('\t') ? '\t' : ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Add(ColumnSentence sentence, string[] columns, int number, CorpusInput input)
    {
        if (columns.Length > 2)
        {
            sentence.HasMoreColumns = true;
        }

        if (columns.Length < 2)
        {
            Bad($"a line has a token and a tag, this one has only '{columns[0]}'");
        }
        else if (!ColumnTag.TryParse(columns[^1], out ColumnTag tag))
        {
            Bad($"'{columns[^1]}' is no tag; tags are O, or B, I, L, E, U or S with a label, as in B-PER");
        }
        else
        {
            sentence.Add(columns[0], tag, number);
        }

        void Bad(string what)
        {
            sentence.IsBad = true;
            input.Log.Bad(new InvalidDataException(FormattableString.Invariant($"{input.Name}, line {number}: {what}.")));
        }
    }

    private void Write(AnnotatedText text, TextWriter writer, string between, CorpusLog log)
    {
        (Doc doc, bool overlap) = EntityTokens.Of(text, log);
        if (overlap)
        {
            log.Add("texts whose entities overlap, of which the longest was kept: columns hold one label a token", text.Place);
        }

        foreach ((string name, JsonNode? _) in text.OtherFields.Where(field => field.Key != DocumentField))
        {
            log.Add($"{Name} holds no field '{name}'", text.Place);
        }

        Token[] tokens = [.. doc.Where(token => !string.IsNullOrWhiteSpace(token.Text))];
        string[] words = [.. tokens.Select(token => WordOf(token.Text, text, log))];
        if (tokens.Length == 0)
        {
            log.Add("texts left out, because they have no tokens", text.Place);
            return;
        }

        if (Doc.FromWords(words, Detokenizer.Spaces(words)).Text != text.Text)
        {
            log.Add("texts whose white space cannot be told from their tokens", text.Place);
        }

        if (words[0][0] == '\uFEFF')
        {
            // As the first of the file it would be read as a byte order mark.
            writer.Write('\n');
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            writer.Write(words[i]);
            writer.Write(between);
            writer.Write(TagOf(doc, tokens, i, log, text));
            writer.Write('\n');
        }

        writer.Write('\n');
    }

    private string TagOf(Doc doc, Token[] tokens, int index, CorpusLog log, AnnotatedText text)
    {
        Span? EntityAt(int i) => i >= 0 && i < tokens.Length ? doc.EntityAt(tokens[i].Index) : null;

        if (EntityAt(index) is not { } entity)
        {
            return "O";
        }

        bool isFirst = !ReferenceEquals(EntityAt(index - 1), entity);
        bool isLast = !ReferenceEquals(EntityAt(index + 1), entity);
        char kind = scheme switch
        {
            ColumnScheme.Iob => isFirst && EntityAt(index - 1)?.Label == entity.Label ? 'B' : 'I',
            ColumnScheme.Biluo => isFirst ? (isLast ? 'U' : 'B') : (isLast ? 'L' : 'I'),
            ColumnScheme.Bioes => isFirst ? (isLast ? 'S' : 'B') : (isLast ? 'E' : 'I'),
            _ => isFirst ? 'B' : 'I',
        };
        string label = InColumn(entity.Label.Length > 0 ? entity.Label : "_");
        if (isFirst && label != entity.Label)
        {
            log.Add("labels changed, because they are empty or hold white space", $"{text.Place}: '{entity.Label}'");
        }

        return $"{kind}-{label}";
    }

    /// <summary>A token as it can stand in a column, where it does not end it or mean something else.</summary>
    private static string WordOf(string token, AnnotatedText text, CorpusLog log)
    {
        string word = token == DocumentStart ? "_DOCSTART_" : InColumn(token);
        if (word != token)
        {
            log.Add("words changed, because they would not be read as such", $"{text.Place}: '{TerminalText.OneLine(token)}'");
        }

        return word;
    }

    /// <summary>White space ends a column.</summary>
    private static string InColumn(string text) => text.Any(IsBreak)
        ? string.Concat(text.Select(c => IsBreak(c) ? '_' : c))
        : text;

    private static bool IsBreak(char c) => c is ' ' or '\t' or '\r' or '\n';
}
