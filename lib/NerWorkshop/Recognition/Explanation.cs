using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// Why the recognizer gives a span its label, or why not: the readings it weighed, and which features spoke for the label
/// and which for the runner-up. In a notebook it shows itself as a table and a bar chart.
/// </summary>
[TypeFormatterSource(typeof(RenderableFormatterSource))]
public sealed class Explanation : IRenderable
{
    private const int ShownReadings = 5;
    private const int ShownFeatures = 8;

    internal Explanation(
        Span span, Reading reading, Reading runnerUp, IReadOnlyList<Reading> readings, IReadOnlyList<FeatureWeight> features)
    {
        Span = span;
        Reading = reading;
        RunnerUp = runnerUp;
        Readings = readings;
        Features = features;
    }

    /// <summary>The span with the label explained and its probability.</summary>
    public Span Span { get; }

    /// <summary>The label explained.</summary>
    public string Label => Reading.Label;

    /// <summary>How probable it is that the span is an entity of this label, from 0 to 1.</summary>
    public double Probability => Reading.Probability;

    /// <summary>The reading explained.</summary>
    public Reading Reading { get; }

    /// <summary>
    /// The best of the other readings: another label, none, or entities with other boundaries where the recognizer
    /// chooses these.
    /// </summary>
    public Reading RunnerUp { get; }

    /// <summary>
    /// How far the runner-up lies behind, in natural logarithms; below 0 if it is ahead, so that the span was not chosen.
    /// </summary>
    public double Margin => RunnerUp.Behind - Reading.Behind;

    /// <summary>Whether this is what the recognizer finds.</summary>
    public bool IsChosen => Reading.Behind == 0;

    /// <summary>All readings weighed, the best first.</summary>
    public IReadOnlyList<Reading> Readings { get; }

    /// <summary>
    /// What each feature of the span's words contributes, the weightiest first; those of several words are added up. Three
    /// more entries stand for what is no feature of these words: <c>order of labels</c>, <c>other words</c> and
    /// <c>recall bias</c>. Together they add up to <see cref="Margin"/>.
    /// </summary>
    public IReadOnlyList<FeatureWeight> Features { get; }

    /// <summary>The features that speak for the label, the weightiest first.</summary>
    public IEnumerable<FeatureWeight> For => Features.Where(feature => feature.Value > 0);

    /// <summary>The features that speak for the runner-up, the weightiest first.</summary>
    public IEnumerable<FeatureWeight> Against => Features.Where(feature => feature.Value < 0);

    /// <summary>A table of the best readings, the explained one among them.</summary>
    public Table ToTable() => Table.From(
        Readings.Where((reading, rank) => rank < ShownReadings || reading == Reading),
        ("Reading", reading => reading.Label),
        ("Entity", reading => reading.Text),
        ("Probability", reading => Math.Round(reading.Probability, 3)),
        ("Behind", reading => Math.Round(reading.Behind, 2))).WithCaption(ToString());

    /// <summary>A bar for each of the weightiest features: to the right for the label, to the left for the runner-up.</summary>
    /// <param name="count">How many at most on either side.</param>
    public BarChart ToChart(int count = ShownFeatures) => new(
        [.. For.Take(count), .. Against.Take(count).Reverse()],
        $"What speaks for {Label} (right) and for {RunnerUp.Label} (left)");

    /// <summary>The outcome in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"'{Span.Text}' as {Label}: probability {Probability:0.000}, {Math.Abs(Margin):0.00} {Comparison} {RunnerUp.Label}");

    Rendering IRenderable.ToRendering() => new RenderingList([ToTable(), ToChart()]);

    private string Comparison => Margin >= 0 ? "ahead of" : "behind";
}
