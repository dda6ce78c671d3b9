using System.Text;

namespace NerWorkshop;

/// <summary>
/// Reads columns as CoNLL-2003 has them: a token a line, its tag in the last column, an empty line after each sentence.
/// Tags may be IOB1, IOB2 (BIO) or BILUO (BIOES); an inside tag without a beginning begins an entity.
/// </summary>
public static class Conll
{
    private const string DocumentStart = "-DOCSTART-";

    private static readonly string[] Endings = [".conll", ".conll03", ".iob", ".iob2", ".bio", ".biluo"];

    /// <summary>Whether a file's name says that it holds such columns; it may be compressed (<c>.gz</c>).</summary>
    public static bool IsNameOf(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads a file or a web address sentence by sentence; tokens are joined by single spaces.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is empty or no text, or a line is wrong; the message names file and line.</exception>
    public static IEnumerable<AnnotatedText> Read(string pathOrUrl)
    {
        using PeekStream stream = CorpusFile.Open(pathOrUrl);
        using StreamReader reader = new CorpusEncoding().Reader(stream);
        var sentence = new Sentence();
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            string[] columns = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            bool isBoundary = columns.Length == 0 || columns[0] == DocumentStart;
            if (isBoundary && sentence.Complete() is { } complete)
            {
                yield return complete;
                sentence = new Sentence();
            }

            if (!isBoundary)
            {
                sentence.Add(columns, pathOrUrl, number);
            }
        }

        if (sentence.Complete() is { } last)
        {
            yield return last;
        }
    }

    private sealed class Sentence
    {
        private readonly StringBuilder _text = new();
        private readonly List<TextEntity> _entities = [];
        private int _line;
        private string? _open;
        private int _start;
        private int _end;

        public void Add(string[] columns, string source, int number)
        {
            if (columns.Length < 2)
            {
                throw new InvalidDataException(
                    $"{source}, line {number}: a line has a token and a tag, this one has only '{columns[0]}'.");
            }

            string tag = columns[^1];
            (char kind, string label) = tag is [var first, '-', .. var rest] && rest.Length > 0 ? (first, rest) : (tag[0], "");
            bool isKnown = tag == "O" || (label.Length > 0 && kind is 'B' or 'I' or 'L' or 'E' or 'U' or 'S');
            if (!isKnown)
            {
                throw new InvalidDataException(
                    $"{source}, line {number}: '{tag}' is no tag; tags are O, or B, I, L, E, U or S with a label, as in B-PER.");
            }

            if (_text.Length > 0)
            {
                _text.Append(' ');
            }
            else
            {
                _line = number;
            }

            if (tag == "O" || kind is 'B' or 'U' or 'S' || label != _open)
            {
                Close();
            }

            if (tag != "O" && _open is null)
            {
                _open = label;
                _start = _text.Length;
            }

            _text.Append(columns[0]);
            _end = _text.Length;
            if (kind is 'L' or 'E' or 'U' or 'S')
            {
                Close();
            }
        }

        public AnnotatedText? Complete()
        {
            Close();
            return _text.Length == 0 ? null : new AnnotatedText(_text.ToString(), _entities) { Line = _line };
        }

        private void Close()
        {
            if (_open is { } label)
            {
                _entities.Add(new TextEntity(_start, _end, label));
                _open = null;
            }
        }
    }
}
