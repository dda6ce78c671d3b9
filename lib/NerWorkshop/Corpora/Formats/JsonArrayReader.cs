using System.Text;

namespace NerWorkshop;

/// <summary>
/// Cuts a stream of JSON, an array of objects or objects one after the other, into the objects, and keeps no more than
/// one of them. Whether each is valid is left to who parses it, so that a bad one can be passed over.
/// </summary>
internal sealed class JsonArrayReader(TextReader reader, string name)
{
    private readonly StringBuilder _json = new();
    private int _line = 1;

    /// <summary>The text of each object.</summary>
    /// <exception cref="InvalidDataException">It is no array of objects, or it ends within one.</exception>
    public IEnumerable<string> Read()
    {
        while (NextStart())
        {
            yield return ReadObject();
        }
    }

    /// <summary>Goes to the brace that opens the next object.</summary>
    private bool NextStart()
    {
        while (reader.Peek() is >= 0 and int c)
        {
            if (c == '{')
            {
                return true;
            }

            if (!char.IsWhiteSpace((char)c) && c is not ('[' or ']' or ',' or '\uFEFF'))
            {
                throw Error($"'{(char)c}' where a task should begin");
            }

            Take();
        }

        return false;
    }

    private string ReadObject()
    {
        _json.Clear();
        int first = _line;
        int depth = 0;
        bool inString = false;
        do
        {
            int c = Take();
            if (c < 0)
            {
                throw Error(FormattableString.Invariant($"the file ends within the object that begins in line {first}"));
            }

            _json.Append((char)c);
            if (inString && c == '\\')
            {
                _json.Append((char)Math.Max(Take(), 0));
            }
            else if (c == '"')
            {
                inString = !inString;
            }
            else if (!inString)
            {
                depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            }
        }
        while (depth > 0);
        return _json.ToString();
    }

    private int Take()
    {
        int c = reader.Read();
        _line += c == '\n' ? 1 : 0;
        return c;
    }

    private InvalidDataException Error(string what) =>
        new(FormattableString.Invariant($"{name}, line {_line}: {what}."));
}
