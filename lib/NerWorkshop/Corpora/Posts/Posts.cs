using System.Collections;
using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// A data set of posts: texts with their row numbers and whatever other columns they came with. In a notebook it shows
/// itself as a table.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class Posts : IReadOnlyList<Post>, IRenderable
{
    /// <summary>More rows than this are shown as their beginning.</summary>
    private const int ShownWhole = 60;
    private const int ShownOfMany = 10;

    private readonly IReadOnlyList<Post> _posts;

    internal Posts(IReadOnlyList<Post> posts, IReadOnlyList<string> columns, IReadOnlyList<string> notes)
    {
        _posts = posts;
        Columns = columns;
        Notes = notes;
    }

    /// <summary>Number of rows.</summary>
    public int Count => _posts.Count;

    /// <summary>Number of rows without text, or with nothing but white space in it. They are kept.</summary>
    public int EmptyCount => _posts.Count(post => string.IsNullOrWhiteSpace(post.Text));

    /// <summary>The columns, in the file's order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows and of columns.</summary>
    public (int Rows, int Columns) Shape => (Count, Columns.Count);

    /// <summary>
    /// What a reader should know: another encoding than UTF-8, rows that do not fit the header, and the like.
    /// </summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The texts, one for each row; empty where a row has none.</summary>
    public IReadOnlyList<string> Texts => field ??= [.. _posts.Select(post => post.Text)];

    /// <summary>The post at a position, from 0.</summary>
    public Post this[int index] => _posts[index];

    /// <summary>
    /// Reads a CSV file or JSON lines from a path or a web address; either may be compressed with gzip. UTF-8 is
    /// expected; a file that is none is read as Windows-1252, with a note. The delimiter (comma, semicolon, tab or bar)
    /// is found from the header.
    /// </summary>
    /// <param name="pathOrUrl">
    /// A file, or an address that begins with http:// or https://; of at most 200 MB, within a minute.
    /// </param>
    /// <param name="textColumn">The column that holds the text.</param>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// It is empty or no text, it lacks the column (the message lists the columns there are), or a quote is never
    /// closed.
    /// </exception>
    public static Posts Read(string pathOrUrl, string textColumn = "text") => PostReader.Read(pathOrUrl, textColumn);

    /// <summary>The values of a column, one for each row.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column; the message lists those there are.</exception>
    public IReadOnlyList<string> Column(string name) => Columns.Contains(name)
        ? [.. _posts.Select(post => post[name])]
        : throw new KeyNotFoundException(
            $"There is no column '{name}'. The columns are: {string.Join(", ", Columns)}.");

    /// <summary>The first rows.</summary>
    public Posts Head(int count = 5) => new([.. _posts.Take(count)], Columns, []);

    /// <summary>
    /// Rows drawn at random without putting back, in the order drawn. The same seed gives the same rows, on every
    /// machine: a Fisher–Yates shuffle of the row numbers, stopped after <paramref name="count"/> steps, with numbers
    /// from SplitMix64.
    /// </summary>
    /// <param name="count">How many; all of them, shuffled, if there are fewer.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Posts Sample(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = [.. Enumerable.Range(0, Count)];
        var random = new RandomStream((ulong)seed);
        int drawn = Math.Min(count, Count);
        for (int i = 0; i < drawn; i++)
        {
            int other = i + (int)(random.Next() % (ulong)(Count - i));
            (order[i], order[other]) = (order[other], order[i]);
        }

        return new Posts([.. order.Take(drawn).Select(index => _posts[index])], Columns, []);
    }

    /// <inheritdoc/>
    public IEnumerator<Post> GetEnumerator() => _posts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    Rendering IRenderable.ToRendering()
    {
        (string, Func<Post, object?>)[] columns =
        [
            ("row", post => post.Row),
            .. Columns.Select(column => (column, (Func<Post, object?>)(post => post[column]))),
        ];
        string caption = string.Join(". ", Notes.Prepend(Summary()));
        return Table.From(_posts, columns).WithCaption(caption).WithRowLimit(Count <= ShownWhole ? Count : ShownOfMany);
    }

    /// <summary>Rows and columns in words.</summary>
    public override string ToString() => Summary();

    private string Summary()
    {
        string empty = EmptyCount > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {EmptyCount} without text")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Count} rows × {Columns.Count} columns{empty}");
    }
}
