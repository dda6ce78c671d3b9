using System.Collections;
using System.Globalization;
using System.Reflection;

namespace NerWorkshop;

/// <summary>A table with named columns. Numbers stand to the right; a cell may hold a document or a chart.</summary>
public sealed class Table : Rendering
{
    private const int DefaultRowLimit = 100;

    /// <summary>Longest text in a cell on a terminal, in columns.</summary>
    private const int TextCellWidth = 60;

    private readonly Column[] _columns;
    private readonly string? _caption;
    private readonly int _rowLimit;

    private Table(Column[] columns, int rowCount, string? caption = null, int rowLimit = DefaultRowLimit)
    {
        _columns = columns;
        RowCount = rowCount;
        _caption = caption;
        _rowLimit = rowLimit;
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Header)];

    /// <summary>The number of rows, shown or not.</summary>
    public int RowCount { get; }

    /// <summary>
    /// A table of a sequence: with the columns that are named, or with one for each public property of the items. Texts
    /// and numbers without named columns give a single column <c>Value</c>.
    /// </summary>
    /// <param name="rows">The items, one a row.</param>
    /// <param name="columns">Header and value of each column, as in <c>("Label", e => e.Label)</c>.</param>
    public static Table From<T>(IEnumerable<T> rows, params (string Header, Func<T, object?> Value)[] columns)
    {
        T[] items = [.. rows];
        (string Header, Func<T, object?> Value)[] chosen = columns.Length > 0 ? columns : ColumnsOf<T>();
        return new Table(
            [.. chosen.Select(column => new Column(column.Header, [.. items.Select(column.Value)]))], items.Length);
    }

    /// <summary>The same table with a line above.</summary>
    public Table WithCaption(string caption) => new(_columns, RowCount, caption, _rowLimit);

    /// <summary>
    /// The same table, showing so many rows and telling how many more there are. Unless set, it shows 100.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Table WithRowLimit(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return new Table(_columns, RowCount, _caption, rows);
    }

    /// <inheritdoc/>
    public override void WriteHtml(TextWriter writer)
    {
        writer.Write("<div style=\"overflow-x:auto\"><table style=\"border-collapse:collapse;margin:.5em 0\">");
        if (!string.IsNullOrEmpty(_caption))
        {
            writer.Write("<caption dir=\"auto\" style=\"text-align:start;font-weight:600;padding:.3em .6em\">");
            writer.Write($"{Html.Encode(_caption)}</caption>");
        }

        writer.Write("<thead><tr>");
        foreach (Column column in _columns)
        {
            string align = column.IsNumeric ? "right" : "left";
            writer.Write($"<th scope=\"col\" style=\"text-align:{align};padding:.3em .6em;border-bottom:2px solid ");
            writer.Write($"rgba(128,128,128,.6)\">{Html.Encode(column.Header)}</th>");
        }

        writer.Write("</tr></thead><tbody>");
        for (int row = 0; row < Math.Min(RowCount, _rowLimit); row++)
        {
            writer.Write("<tr>");
            foreach (Column column in _columns)
            {
                WriteCell(writer, column, row);
            }

            writer.Write("</tr>");
        }

        writer.Write("</tbody>");
        if (More is { } more)
        {
            writer.Write($"<tfoot><tr><td colspan=\"{_columns.Length}\" style=\"text-align:left;padding:.3em .6em;");
            writer.Write($"font-style:italic\">{more}</td></tr></tfoot>");
        }

        writer.Write("</table></div>");
    }

    /// <inheritdoc/>
    public override void WriteText(TextWriter writer)
    {
        string[][] cells = [.. _columns.Select(column => Enumerable.Range(0, Math.Min(RowCount, _rowLimit))
            .Select(row => TerminalText.Cut(TerminalText.OneLine(column.Text(row)), TextCellWidth)).ToArray())];
        string[] headers = [.. _columns.Select(column => TerminalText.OneLine(column.Header))];
        int[] widths = [.. cells.Zip(headers, (column, header) =>
            column.Append(header).Max(cell => TerminalText.Width(cell)))];
        if (!string.IsNullOrEmpty(_caption))
        {
            writer.WriteLine(TerminalText.OneLine(_caption));
        }

        writer.WriteLine(Line(column => headers[column]));
        writer.Write(string.Join("  ", widths.Select(width => new string('─', width))));
        for (int row = 0; row < Math.Min(RowCount, _rowLimit); row++)
        {
            writer.WriteLine();
            writer.Write(Line(column => cells[column][row]));
        }

        if (More is { } more)
        {
            writer.WriteLine();
            writer.Write(more);
        }

        string Line(Func<int, string> cell) => string.Join("  ", Enumerable.Range(0, _columns.Length).Select(column =>
            TerminalText.Pad(cell(column), widths[column], _columns[column].IsNumeric))).TrimEnd();
    }

    private string? More => RowCount > _rowLimit
        ? string.Create(CultureInfo.InvariantCulture, $"… {RowCount - _rowLimit} more")
        : null;

    private static void WriteCell(TextWriter writer, Column column, int row)
    {
        writer.Write($"<td dir=\"auto\" style=\"text-align:{(column.IsNumeric ? "right" : "start")};");
        writer.Write(column.IsNumeric
            ? "font-variant-numeric:tabular-nums;"
            : "white-space:pre-wrap;overflow-wrap:break-word;");
        writer.Write($"max-width:45em;padding:.3em .6em;vertical-align:baseline;border-bottom:{Html.Rule}\">");
        if (column.Values[row] is IRenderable renderable)
        {
            renderable.ToRendering().WriteHtml(writer);
        }
        else
        {
            writer.Write(Html.Encode(column.Text(row)));
        }

        writer.Write("</td>");
    }

    private static (string, Func<T, object?>)[] ColumnsOf<T>()
    {
        if (typeof(T) == typeof(string) || typeof(T).IsPrimitive || typeof(T).IsEnum || typeof(T) == typeof(decimal)
            || typeof(T) == typeof(object))
        {
            return [("Value", item => item)];
        }

        MemberInfo[] members = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)];

        // Tuples have fields only.
        members = members.Length > 0 ? members : typeof(T).GetFields(BindingFlags.Public | BindingFlags.Instance);
        return members.Length == 0
            ? [("Value", item => item)]
            : [.. members.Select(member => (member.Name, (Func<T, object?>)(item => ValueOf(member, item))))];
    }

    private static object? ValueOf(MemberInfo member, object? item) => item is null
        ? null
        : member is PropertyInfo property ? property.GetValue(item) : ((FieldInfo)member).GetValue(item);

    private sealed class Column(string header, object?[] values)
    {
        private readonly string _fractionFormat = FractionFormat(values);

        public string Header => header;

        public object?[] Values => values;

        public bool IsNumeric { get; } = values.Any(IsNumber) && values.All(value => value is null || IsNumber(value));

        public string Text(int row) => Format(values[row]);

        private string Format(object? value) => value switch
        {
            null => "",
            string text => text,
            double or float or decimal => ((IFormattable)value).ToString(_fractionFormat, CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            IRenderable renderable => renderable.ToRendering().ToString(),
            IEnumerable items when items.ToString() == items.GetType().ToString() =>
                string.Join(", ", items.Cast<object?>().Select(Format)),
            _ => value.ToString() ?? "",
        };

        private static bool IsNumber(object? value) => value is int or long or double or float or decimal or short
            or byte or uint or ulong or ushort or sbyte or Int128 or System.Numerics.BigInteger;

        /// <summary>
        /// As many decimals as the column needs, three at most; more only for values that would vanish. Shares of one
        /// always have three, so that columns of them look alike.
        /// </summary>
        private static string FractionFormat(object?[] values)
        {
            double[] fractions = [.. values.Where(value => value is double or float or decimal)
                .Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture)).Where(double.IsFinite)];
            if (fractions.Any(value => value != 0 && Math.Abs(value) < 0.001))
            {
                return "G4";
            }

            int decimals = fractions.All(value => Math.Abs(value) <= 1) ? 3 : 0;
            while (decimals < 3 && fractions.Any(value => Math.Abs(Math.Round(value, decimals) - value) > 0.0005))
            {
                decimals++;
            }

            return "F" + decimals.ToString(CultureInfo.InvariantCulture);
        }
    }
}
