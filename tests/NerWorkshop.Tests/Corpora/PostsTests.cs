using System.IO.Compression;
using System.Text;

namespace NerWorkshop.Tests.CorporaTests;

public sealed class PostsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_csv_gives_texts_rows_and_columns()
    {
        Posts posts = Read("filename,index,text\na.tsv,1,Hello\nb.tsv,2,World\n");
        Assert.Equal(["Hello", "World"], posts.Texts);
        Assert.Equal((2, 3), posts.Shape);
        Assert.Equal(["filename", "index", "text"], posts.Columns);
        Assert.Equal(["1", "2"], posts.Column("index"));
        Assert.Equal([0, 1], posts.Select(post => post.Row));
        Assert.Equal("b.tsv", posts[1]["filename"]);
        Assert.Equal(["filename", "index", "text"], posts[1].Fields.Keys);
        Assert.Empty(posts.Notes);
    }

    [Fact]
    public void Quoted_fields_keep_line_breaks_delimiters_and_quotes() =>
        Assert.Equal(["a, \"b\"\nc\r\nd", "e"], Read("text,n\r\n\"a, \"\"b\"\"\nc\r\nd\",1\r\ne,2\r\n").Texts);

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void The_delimiter_is_found_even_where_texts_are_full_of_others(string delimiter)
    {
        string others = string.Concat(",;\t|".Where(c => delimiter != c.ToString()));
        string rows =
            string.Concat(Enumerable.Range(0, 40).Select(i => $"{i}{delimiter}a{others}b{others}{others}c\n"));
        Posts posts = Read($"n{delimiter}text\n{rows}");
        Assert.Equal(["n", "text"], posts.Columns);
        Assert.All(posts.Texts, text => Assert.Equal($"a{others}b{others}{others}c", text));
    }

    [Fact]
    public void A_separator_line_of_Excel_counts() =>
        Assert.Equal(["x,y"], Read("sep=;\nn;text\n1;x,y\n").Texts);

    [Fact]
    public void A_single_column_needs_no_delimiter() => Assert.Equal(["a b", "c"], Read("text\na b\nc").Texts);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_is_no_part_of_the_first_column(string encoding)
    {
        Encoding e = Encoding.GetEncoding(encoding);
        string path = _folder.Write("bom.csv", [.. e.GetPreamble(), .. e.GetBytes("text,n\nTromsø 😀,1\n")]);
        Posts posts = Posts.Read(path);
        Assert.Equal(["text", "n"], posts.Columns);
        Assert.Equal(["Tromsø 😀"], posts.Texts);
        Assert.Empty(posts.Notes);
    }

    [Fact]
    public void Windows_1252_is_read_and_said()
    {
        string path = _folder.Write("old.csv", [.. "text\ncaf"u8, 0xE9, .. " "u8, 0x93, .. "so"u8, 0x94, .. "\n"u8]);
        Posts posts = Posts.Read(path);
        Assert.Equal(["café “so”"], posts.Texts);
        Assert.Equal("3 bytes are not UTF-8 and were read as Windows-1252", Assert.Single(posts.Notes));
        Assert.Contains("Windows-1252", ((IRenderable)posts).ToRendering().ToString());
    }

    [Fact]
    public void Long_texts_come_out_whole_whatever_the_buffers()
    {
        string text = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"é{i}\n"));
        Posts posts = Read($"n,text\n1,\"{text}\"\n2,end");
        Assert.Equal([text, "end"], posts.Texts);
    }

    [Fact]
    public void Rows_without_text_are_kept_and_counted()
    {
        Posts posts = Read("n,text\n1,a\n2,\n3,\" \"\n\n4,b\n\n\n");
        Assert.Equal(["a", "", " ", "", "b"], posts.Texts);
        Assert.Equal(3, posts.EmptyCount);
        Assert.Contains("5 rows × 2 columns, 3 without text", ((IRenderable)posts).ToRendering().ToString());
    }

    [Fact]
    public void Rows_that_do_not_fit_the_header_are_told()
    {
        Posts posts = Read("n,text\n1,a,b\n2\n3,c\"d\n");
        Assert.Equal(["a", "", "c\"d"], posts.Texts);
        Assert.Equal(3, posts.Notes.Count);
        Assert.Contains("1 row has more values", posts.Notes[0]);
        Assert.EndsWith("(row 1)", posts.Notes[1]);
        Assert.EndsWith("(row 2)", posts.Notes[2]);
        Assert.Equal("", posts[1]["text"]);
    }

    [Fact]
    public void Nameless_and_repeated_columns_are_named_as_pandas_names_them() =>
        Assert.Equal(["Unnamed: 0", "text", "text.1"], Read(",text,text\n0,a,b\n").Columns);

    [Fact]
    public void A_missing_column_lists_those_there_are()
    {
        string path = _folder.Write("p.csv", "id,body,date\n1,x,y\n");
        var error = Assert.Throws<InvalidDataException>(() => Posts.Read(path));
        Assert.Equal($"{path} has no column 'text'. Its columns are: id, body, date.", error.Message);
        Assert.Equal(["x"], Posts.Read(path, textColumn: "body").Texts);
        var missing = Assert.Throws<KeyNotFoundException>(() => Posts.Read(path, "body").Column("nope"));
        Assert.Contains("id, body, date", missing.Message);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_an_error_with_its_line()
    {
        string path = _folder.Write("q.csv", "n,text\n1,\"a\nb\"\n2,\"never closed\n3,c\n");
        var error = Assert.Throws<InvalidDataException>(() => Posts.Read(path));
        Assert.StartsWith($"{path}, line 4: ", error.Message);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\uFEFF", "is empty")]
    [InlineData("PK\u0003\u0004rest", "Excel")]
    [InlineData("text\0more", "binary")]
    [InlineData("<!DOCTYPE html><html>", "web page")]
    public void What_is_no_data_is_refused_in_one_line(string content, string reason)
    {
        string path = _folder.Write("x.csv", content);
        var error = Assert.Throws<InvalidDataException>(() => Posts.Read(path));
        Assert.StartsWith(path, error.Message);
        Assert.Contains(reason, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_folder_or_a_missing_file_is_said_to_be_one()
    {
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => Posts.Read(_folder.Path)).Message);
        Assert.Contains("no file", Assert.Throws<FileNotFoundException>(() => Posts.Read(_folder["nope.csv"])).Message);
    }

    [Fact]
    public void A_header_alone_is_a_data_set_without_rows() => Assert.Equal((0, 2), Read("n,text\n").Shape);

    [Fact]
    public void Json_lines_are_read_with_the_columns_of_all_lines()
    {
        string path =
            _folder.Write("p.jsonl", "{\"text\":\"a\",\"n\":1}\n\n{\"m\":[1,\"é\"],\"text\":\"b\"}\n{\"n\":2,\"text\":null}\n");
        Posts posts = Posts.Read(path);
        Assert.Equal(["a", "b", ""], posts.Texts);
        Assert.Equal(["text", "n", "m"], posts.Columns);
        Assert.Equal(["", "[1,\"é\"]", ""], posts.Column("m"));
        Assert.Contains("text, n, m", Assert.Throws<InvalidDataException>(() => Posts.Read(path, "body")).Message);
    }

    [Fact]
    public void A_bad_line_of_json_is_named()
    {
        string path = _folder.Write("p.jsonl", "{\"text\":\"a\"}\n{\"text\":\n");
        Assert.StartsWith(
            $"{path}, line 2: not valid JSON", Assert.Throws<InvalidDataException>(() => Posts.Read(path)).Message);
    }

    [Fact]
    public void Compressed_files_are_unpacked()
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress))
        {
            gzip.Write("text\nhello\n"u8);
        }

        Assert.Equal(["hello"], Posts.Read(_folder.Write("p.csv.gz", bytes.ToArray())).Texts);
    }

    [Fact]
    public void A_sample_depends_on_the_seed_alone()
    {
        Posts posts = Numbered(601);
        int[] rows = [.. posts.Sample(15, seed: 12).Select(post => post.Row)];
        Assert.Equal(rows, Numbered(601).Sample(15, seed: 12).Select(post => post.Row));
        Assert.Equal(15, rows.Distinct().Count());
        Assert.NotEqual(rows, posts.Sample(15, seed: 13).Select(post => post.Row));
        Assert.All(posts.Sample(15, seed: 12), post => Assert.Equal($"t{post.Row}", post.Text));
    }

    [Fact]
    public void A_sample_is_the_same_on_every_machine() =>
        Assert.Equal([3, 7, 8, 5], Numbered(10).Sample(4, seed: 12).Select(post => post.Row));

    [Fact]
    public void Every_row_is_as_likely_as_any_other_in_a_sample()
    {
        Posts posts = Numbered(5);
        var counts = Enumerable.Range(0, 5000).SelectMany(seed => posts.Sample(2, seed)).CountBy(post => post.Row);
        Assert.All(counts, pair => Assert.InRange(pair.Value, 1850, 2150));
    }

    [Fact]
    public void A_sample_larger_than_the_data_takes_all_of_it() =>
        Assert.Equal([0, 1, 2], Numbered(3).Sample(10, seed: 1).Select(post => post.Row).Order());

    [Fact]
    public void Head_gives_the_first_rows() => Assert.Equal(["t0", "t1"], Numbered(9).Head(2).Texts);

    [Fact]
    public void Posts_show_themselves_as_a_table_with_row_numbers()
    {
        string text = ((IRenderable)Numbered(61)).ToRendering().ToString();
        Assert.StartsWith("61 rows × 1 columns\nrow  text\n", text);
        Assert.EndsWith("… 51 more", text);
        Assert.EndsWith("  1  t1", ((IRenderable)Numbered(61).Head(2)).ToRendering().ToString());
    }

    [Fact]
    public void The_sample_data_is_read_as_its_card_says()
    {
        string data = Path.Combine(Repository.Root, "data");
        Posts posts = Posts.Read(Path.Combine(data, "forum_posts.csv"));
        string card = File.ReadAllText(Path.Combine(data, "README.md"));
        Assert.Contains($"{posts.Count} invented forum posts", card);
        Assert.Equal(["filename", "index", "text"], posts.Columns);
        Assert.Equal(1, posts.EmptyCount);
        Assert.Empty(posts.Notes);
    }

    private static Posts Numbered(int count)
    {
        var columns = new ColumnNames();
        columns.IndexOrAdd("text");
        return new Posts(
            [.. Enumerable.Range(0, count).Select(i => new Post(i, $"t{i}", new RowFields(columns, [$"t{i}"])))],
            columns.Names,
            []);
    }

    private Posts Read(string csv) => Posts.Read(_folder.Write("posts.csv", csv));
}
