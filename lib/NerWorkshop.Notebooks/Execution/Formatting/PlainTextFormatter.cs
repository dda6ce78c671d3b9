using System.Globalization;

namespace NerWorkshop.Notebooks;

/// <summary>Values as plain text: <c>[ 1, 2, 3 ]</c>, and nested values indented below their owner.</summary>
internal sealed class PlainTextFormatter
{
    private const int DepthLimit = 6;
    private const int ValueLimit = 2000;

    private readonly StringWriter _writer = new() { NewLine = "\n" };
    private int _values;

    public static string Format(object? value)
    {
        var formatter = new PlainTextFormatter();
        formatter.Write(value, 0);
        return formatter._writer.ToString();
    }

    private void Write(object? value, int depth)
    {
        if (value is not null && FormatterSource.For(value.GetType())?.Format(value, MimeTypes.Plain) is { } own)
        {
            _writer.Write(Indent(own, depth));
            return;
        }

        if (depth > DepthLimit || ++_values > ValueLimit)
        {
            _writer.Write(ValueShape.Summarize(value));
            return;
        }

        switch (ValueShape.Of(value))
        {
            case ValueShape.Scalar scalar:
                _writer.Write(Indent(scalar.Text, depth));
                break;
            case ValueShape.Items items:
                WriteItems(items, depth);
                break;
            case ValueShape.Entries { Values.Count: 0 }:
                _writer.Write("[  ]");
                break;
            case ValueShape.Entries entries:
                _writer.Write(TypeNames.Of(value!.GetType()));
                foreach (var (key, item) in entries.Values)
                {
                    WriteMember(ValueShape.Summarize(key), item, depth);
                }

                if (entries.More != 0)
                {
                    NewLine(depth + 1);
                    WriteMore(entries.More);
                }

                break;
            case ValueShape.Columns { Table: var table }:
                WriteTable(table, depth);
                break;
            case ValueShape.Members members when value is System.Runtime.CompilerServices.ITuple:
                _writer.Write("( ");
                for (var i = 0; i < members.Values.Count; i++)
                {
                    if (i > 0)
                    {
                        _writer.Write(", ");
                    }

                    Write(members.Values[i].Value, depth + 1);
                }

                _writer.Write(" )");
                break;
            case ValueShape.Members members:
                _writer.Write(TypeNames.Of(value!.GetType()));
                foreach (var (name, item) in members.Values)
                {
                    WriteMember(name, item, depth);
                }

                break;
        }
    }

    private void WriteItems(ValueShape.Items items, int depth)
    {
        var oneLine = items.Values.All(item => item is null || ValueShape.IsScalar(item.GetType()));
        _writer.Write(oneLine ? "[ " : "[");
        for (var i = 0; i < items.Values.Count; i++)
        {
            if (oneLine && i > 0)
            {
                _writer.Write(", ");
            }

            if (!oneLine)
            {
                NewLine(depth + 1);
            }

            Write(items.Values[i], depth + 1);
        }

        if (items.More != 0)
        {
            if (oneLine)
            {
                _writer.Write(' ');
            }
            else
            {
                NewLine(depth + 1);
            }

            WriteMore(items.More);
        }

        if (oneLine)
        {
            _writer.Write(" ]");
        }
        else
        {
            NewLine(depth);
            _writer.Write(']');
        }
    }

    private void WriteTable(ColumnTable table, int depth)
    {
        string[][] lines = [[.. table.Columns], .. table.Rows.Select(row => row.Select(ValueShape.Summarize).ToArray())];
        int[] widths = [.. table.Columns.Select((_, i) => lines.Max(line => line[i].Length))];
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                NewLine(depth);
            }

            _writer.Write(string.Join("  ", lines[i].Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        }

        if (table.More != 0)
        {
            NewLine(depth);
            WriteMore(table.More);
        }
    }

    private void WriteMember(string name, object? value, int depth)
    {
        NewLine(depth + 1);
        _writer.Write(name);
        _writer.Write(": ");
        Write(value, depth + 1);
    }

    private void WriteMore(int? more) => _writer.Write(more is { } count
        ? $"... ({count.ToString(CultureInfo.InvariantCulture)} more)"
        : "... (more)");

    private void NewLine(int depth)
    {
        _writer.Write('\n');
        for (var i = 0; i < depth; i++)
        {
            _writer.Write("  ");
        }
    }

    private static string Indent(string text, int depth) => depth == 0 || !text.Contains('\n')
        ? text
        : text.ReplaceLineEndings("\n" + new string(' ', 2 * depth));
}
