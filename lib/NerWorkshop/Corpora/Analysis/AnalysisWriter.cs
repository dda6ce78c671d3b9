using System.Globalization;
using CsvHelper;

namespace NerWorkshop;

/// <summary>
/// Writes what was found in a data set into a folder: <c>entities.csv</c>, <c>counts.csv</c> and <c>report.html</c>.
/// Documents may come one by one and are not kept. The files appear together at the end, or not at all.
/// </summary>
public sealed class AnalysisWriter : IDisposable
{
    /// <summary>More posts than these would make a page that browsers are slow with.</summary>
    private const int ShownPosts = 500;
    private const int ShownCounts = 50;

    private readonly AnalysisOptions _options;
    private readonly List<AtomicFile> _files = [];
    private readonly EntityCsvWriter _entities;
    private readonly TextWriter _counts;
    private readonly TextWriter _report;
    private readonly EntityTally _tally = new();
    private readonly List<(int Row, Doc Doc)> _shown = [];
    private int _rows;
    private int _empty;
    private int _withEntities;

    /// <summary>Opens the three files; the folder is made where it is missing.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public AnalysisWriter(string directory, AnalysisOptions? options = null)
    {
        _options = options ?? new AnalysisOptions();
        try
        {
            _entities = new EntityCsvWriter(Open("entities.csv"));
            _counts = Open("counts.csv");
            _report = Open("report.html");
        }
        catch
        {
            _files.ForEach(file => file.Dispose());
            throw;
        }

        TextWriter Open(string name)
        {
            _files.Add(new AtomicFile(Path.Combine(directory, name)));
            return _files[^1].Writer;
        }
    }

    /// <summary>How many of the entities added so far each minimum probability would leave.</summary>
    public ThresholdCounts Thresholds { get; } = new();

    /// <summary>Adds the next document.</summary>
    /// <param name="row">The row of its text in the data set, from 0.</param>
    /// <param name="doc">The document with its entities.</param>
    public void Add(int row, Doc doc)
    {
        Span[] entities = [.. doc.Entities.Where(entity => !_options.Exclude.Contains(entity.Label))];
        _entities.Write(row, new AnnotatedText(doc.Text, [.. entities.Select(entity => entity.ToTextEntity())]));
        foreach (Span entity in entities)
        {
            _tally.Add(entity);
        }

        Thresholds.Add(doc.WithEntities(entities));

        _rows++;
        _empty += string.IsNullOrWhiteSpace(doc.Text) ? 1 : 0;
        _withEntities += entities.Length > 0 ? 1 : 0;
        if (_shown.Count < ShownPosts)
        {
            _shown.Add((row, doc.WithEntities(entities)));
        }
    }

    /// <summary>Writes the counts and the report, and puts all files in their places.</summary>
    /// <returns>The counts.</returns>
    /// <exception cref="IOException">A file cannot be put in its place.</exception>
    public EntityCounts Complete()
    {
        EntityCounts counts = _tally.ToCounts();
        _entities.Dispose();
        counts.WriteCsv(_counts);
        WriteReport(counts);
        _files.ForEach(file => file.Commit());
        return counts;
    }

    /// <summary>Closes the files; without <see cref="Complete"/>, none stays.</summary>
    public void Dispose()
    {
        _entities.Dispose();
        _files.ForEach(file => file.Dispose());
    }

    private void WriteReport(EntityCounts counts)
    {
        var page = new HtmlPage(_options.Title);
        page.Add(
            "Totals",
            new FigureList(
            [
                ("posts", _rows), ("without text", _empty), ("with entities", _withEntities),
                ("entities", counts.Total), ("different entities", counts.Count), ("labels", counts.ByLabel().Count),
            ]));
        if (_options.Notes.Count > 0)
        {
            page.Add("Notes", new NoteList(_options.Notes));
        }

        string left = _options.Exclude.Count > 0
            ? $" Left out: {string.Join(", ", _options.Exclude.Order(StringComparer.Ordinal))}."
            : "";
        page.Add(
            string.Create(CultureInfo.InvariantCulture, $"The {_options.Top} most frequent entities"),
            new NoteList(
            [
                "An entity counts once for each place where it stands, with the label it has there. Entities that are "
                + $"linked to the same thing are counted together.{left}",
            ]),
            BarChart.From(counts.MostCommon(_options.Top)));
        page.Add(
            "Labels",
            Table.From(
                counts.ByLabel(),
                ("Label", pair => pair.Key),
                ("Meaning", pair => Labels.Explain(pair.Key)),
                ("Count", pair => pair.Value),
                ("Different", pair => counts.Count(count => count.Label == pair.Key))));
        if (Thresholds.Count > 0)
        {
            page.Add(
                "Probabilities",
                new NoteList(
                [
                    "Where the recognizer is less sure, more is wrong. Raise the minimum probability to keep less and trust it "
                    + "more. Entities of rules have no probability and always stay.",
                ]),
                Thresholds.ToTable(),
                Thresholds.ToChart());
        }

        page.Add(
            "Counts",
            new NoteList(["The whole list is in counts.csv."]),
            counts.ToTable().WithRowLimit(ShownCounts));
        page.Add("Posts", new PostPages(_shown, _rows, _options.KbUrl));
        page.Write(_report);
    }
}
