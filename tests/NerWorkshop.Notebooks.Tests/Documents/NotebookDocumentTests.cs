using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks.Tests;

public sealed class NotebookDocumentTests
{
    /// <summary>As Jupyter writes it: sorted keys, one space of indent, a final line break, nothing escaped.</summary>
    private const string Jupyter =
        """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "intro",
           "metadata": {
            "tags": [],
            "x-own": {
             "kept": [
              1.0,
              1e5,
              null,
              true
             ]
            }
           },
           "source": [
            "# Grüße 😀\n",
            "\n",
            "<b>&'+\u0001\\ \"quoted\"</b>"
           ]
          },
          {
           "attachments": {},
           "cell_type": "raw",
           "id": "raw_1",
           "metadata": {},
           "source": "one string"
          },
          {
           "cell_type": "code",
           "execution_count": 7,
           "id": "8f3c",
           "metadata": {
            "collapsed": false
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "a\n",
              "b"
             ]
            },
            {
             "data": {
              "application/json": {
               "k": [
                1
               ]
              },
              "image/png": "iVBORw0KGgo=",
              "text/plain": "x"
             },
             "metadata": {
              "isolated": true
             },
             "output_type": "display_data"
            },
            {
             "output_type": "of_the_future",
             "what": 1
            }
           ],
           "source": []
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          },
          "zzz": 0.10
         },
         "nbformat": 4,
         "nbformat_minor": 5,
         "unknown_at_the_root": {}
        }

        """;

    [Fact]
    public void What_is_read_is_written_again_byte_for_byte() =>
        Assert.Equal(Jupyter.ReplaceLineEndings("\n"), NotebookDocument.Parse(Jupyter).ToJson());

    [Fact]
    public void Writing_twice_gives_the_same()
    {
        var document = NotebookDocument.Parse(Jupyter);

        Assert.Equal(document.ToJson(), document.ToJson());
    }

    [Fact]
    public void Cells_and_outputs_are_read_in_whichever_form_they_have()
    {
        var cells = NotebookDocument.Parse(Jupyter).Cells;

        Assert.Equal([CellKind.Markdown, CellKind.Raw, CellKind.Code], cells.Select(cell => cell.Kind));
        Assert.Equal(["intro", "raw_1", "8f3c"], cells.Select(cell => cell.Id));
        Assert.Equal("# Grüße 😀\n\n<b>&'+\u0001\\ \"quoted\"</b>", cells[0].Source);
        Assert.Equal("one string", cells[1].Source);
        Assert.Equal("", cells[2].Source);
        Assert.Equal(7, cells[2].ExecutionCount);
        Assert.Collection(
            cells[2].Outputs,
            o => Assert.Equal(new StreamOutput("stdout", "a\nb"), o),
            o => Assert.Equal("{\"k\":[1]}", ((DisplayOutput)o).Data["application/json"]));
    }

    [Fact]
    public void Every_kind_of_output_comes_back_as_it_was_put_in()
    {
        var document = new NotebookDocument();
        var cell = new NotebookCell(CellKind.Code, "x", "c1", "parameters", "other");
        CellOutput[] outputs =
        [
            new StreamOutput("stderr", "line\n\nlast"),
            new DisplayOutput(new Dictionary<string, string> { ["text/html"] = "<b>é</b>\n", ["text/plain"] = "" }),
            new ResultOutput(3, new Dictionary<string, string> { ["application/json"] = "{\"a\":1}" }),
            new ErrorOutput("E", "message", ["one", "two"]),
        ];
        cell.ExecutionCount = 3;
        cell.Outputs = outputs;
        document.Cells.Add(cell);

        var read = Assert.Single(NotebookDocument.Parse(document.ToJson()).Cells);

        Assert.Equal(["parameters", "other"], read.Tags);
        Assert.True(read.HasTag("other"));
        Assert.Equal(outputs[0], read.Outputs[0]);
        Assert.Equal(((DisplayOutput)outputs[1]).Data, ((DisplayOutput)read.Outputs[1]).Data);
        Assert.Equal(3, ((ResultOutput)read.Outputs[2]).ExecutionCount);
        Assert.Equal(((DisplayOutput)outputs[2]).Data, ((DisplayOutput)read.Outputs[2]).Data);
        Assert.Equal(((ErrorOutput)outputs[3]).Traceback, ((ErrorOutput)read.Outputs[3]).Traceback);
    }

    [Fact]
    public void A_new_notebook_names_the_kernel_that_jupyter_and_vs_code_look_for()
    {
        var root = JsonNode.Parse(new NotebookDocument().ToJson())!;

        Assert.Equal(".net-csharp", (string?)root["metadata"]!["kernelspec"]!["name"]);
        Assert.Equal("C#", (string?)root["metadata"]!["language_info"]!["name"]);
        Assert.Equal(4, (int?)root["nbformat"]);
        Assert.Equal(5, (int?)root["nbformat_minor"]);
    }

    [Fact]
    public void A_new_source_is_written_as_a_list_of_lines()
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellKind.Code, "a\n\nb", "c1"));

        Assert.Equal(
            "[\"a\\n\",\"\\n\",\"b\"]",
            JsonNode.Parse(document.ToJson())!["cells"]![0]!["source"]!.ToJsonString());
    }

    [Fact]
    public void Cells_without_ids_of_older_notebooks_get_ids_that_are_the_same_each_time()
    {
        const string Old =
            """
            {"cells": [{"cell_type": "code", "metadata": {}, "source": "x", "outputs": [], "execution_count": null},
                       {"cell_type": "code", "metadata": {}, "source": "x", "outputs": [], "execution_count": null}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 2}
            """;
        var first = NotebookDocument.Parse(Old);
        var second = NotebookDocument.Parse(Old);

        Assert.Equal(first.ToJson(), second.ToJson());
        Assert.Equal(2, first.Cells.Select(cell => cell.Id).Distinct().Count());
        Assert.All(first.Cells, cell => Assert.Matches("^[a-z0-9]+$", cell.Id));
        Assert.Equal(5, (int?)JsonNode.Parse(first.ToJson())!["nbformat_minor"]);
    }

    [Fact]
    public void An_id_used_twice_is_given_anew_to_the_later_cell()
    {
        var document = NotebookDocument.Parse(
            """
            {"cells": [{"cell_type": "raw", "id": "a", "metadata": {}, "source": "1"},
                       {"cell_type": "raw", "id": "a", "metadata": {}, "source": "2"}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """);

        Assert.Equal("a", document.Cells[0].Id);
        Assert.NotEqual("a", document.Cells[1].Id);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("\n\n{ \"cells\": [,] }", "line 3")]
    [InlineData("[]", "\"nbformat\"")]
    [InlineData("{\"a\": 1, \"a\": 2}", "not JSON")]
    [InlineData("{\"cells\": []}", "\"nbformat\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"source\": \"\\ud83d\"}]}", "surrogate")]
    [InlineData("{\"nbformat\": 4}", "\"cells\"")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "jupyter nbconvert --to notebook --nbformat 4")]
    [InlineData("{\"nbformat\": 5, \"cells\": []}", "newer")]
    [InlineData("{\"nbformat\": 4, \"cells\": [7]}", "cell 1")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"source\": \"\"}]}", "no \"cell_type\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"heading\", \"source\": \"\"}]}", "\"heading\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"raw\", \"source\": 5}]}", "\"source\"")]
    public void What_is_no_notebook_is_refused_with_a_reason_that_names_file_and_place(string json, string reason)
    {
        var error = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json, "my.ipynb"));

        Assert.StartsWith("my.ipynb: ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void A_file_that_is_not_text_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "image.ipynb");
        File.WriteAllBytes(path, [0x89, 0x50, 0x4E, 0x47, 0xFF, 0xFE]);

        Assert.Contains("not UTF-8", Assert.Throws<NotebookFormatException>(() => NotebookDocument.Read(path)).Message);
    }

    [Fact]
    public void A_byte_order_mark_is_read_over()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "bom.ipynb");
        File.WriteAllText(path, Jupyter, new System.Text.UTF8Encoding(true));

        Assert.Equal(3, NotebookDocument.Read(path).Cells.Count);
    }

    [Fact]
    public void Writing_replaces_the_file_whole_and_leaves_no_other()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("n.ipynb", "what was there before, and longer than what comes".PadRight(5000));
        var document = NotebookDocument.Parse(Jupyter);
        document.Write(path);

        Assert.Equal(Jupyter.ReplaceLineEndings("\n"), File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_no_other()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("n.ipynb", "old");
        var document = new NotebookDocument();
        var cell = new NotebookCell(CellKind.Raw, "", "a");
        document.Cells.Add(cell);
        document.Cells.Add(cell);

        Assert.ThrowsAny<Exception>(() => document.Write(path));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_title_is_the_first_heading_of_level_one()
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellKind.Code, "# Not this", "a"));
        document.Cells.Add(new NotebookCell(CellKind.Markdown, "intro\n\n## Nor this\n# The title #\nmore", "b"));

        Assert.Equal("The title", document.Title);
        Assert.Null(new NotebookDocument().Title);
    }

    [Fact]
    public void Half_a_surrogate_pair_that_a_cell_put_out_does_not_make_the_notebook_unreadable()
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellKind.Raw, "a\ud83d!", "a"));

        Assert.Equal("a\ufffd!", NotebookDocument.Parse(document.ToJson()).Cells[0].Source);
    }
}
