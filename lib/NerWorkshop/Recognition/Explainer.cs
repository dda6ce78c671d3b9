namespace NerWorkshop;

/// <summary>Weighs the readings of one span as <see cref="EntityRecognizer"/> does, keeping the reasons.</summary>
internal sealed class Explainer
{
    private readonly CrfModel _model;
    private readonly TagScheme _tags;
    private readonly Doc _doc;
    private readonly Span _span;
    private readonly WordSequence _words = new();
    private readonly Viterbi _viterbi = new();
    private readonly ForwardBackward _sums = new();
    private readonly int _width;

    /// <summary>The word the chain starts at, and how many it has.</summary>
    private int _from;
    private int _count;

    /// <summary>The span's words within the chain.</summary>
    private int _start;
    private int _end;
    private float[] _emissions = [];
    private OtherMentions? _mentions;

    private Explainer(CrfModel model, Doc doc, Span span)
    {
        _model = model;
        _tags = model.Tags;
        _width = TagScheme.Pad(_tags.Count);
        _doc = doc;
        _span = span;
    }

    /// <summary>Explains a span.</summary>
    /// <param name="model">The recognizer's model.</param>
    /// <param name="doc">The document as it comes to the recognizer.</param>
    /// <param name="span">The span; without a label, its most probable one is explained.</param>
    public static Explanation Explain(CrfModel model, Doc doc, Span span)
    {
        if (model.Tags.LabelCount == 0 || model.Features.Count == 0)
        {
            throw new InvalidOperationException("The recognizer has learned nothing yet; train it first.");
        }

        if (span.Doc.Text != doc.Text || span.Doc.Count != doc.Count)
        {
            throw new ArgumentException($"The span '{span.Text}' belongs to another document.", nameof(span));
        }

        if (span.Label.Length > 0 && !model.Tags.Labels.Contains(span.Label))
        {
            throw new ArgumentException(
                $"The recognizer does not know the label {span.Label}, which must come from a rule or a person. It knows "
                + $"{string.Join(", ", model.Tags.Labels)}; give the span one of these, or no label.",
                nameof(span));
        }

        return new Explainer(model, doc, span).Explain();
    }

    private Explanation Explain()
    {
        ReadChain();
        _sums.Run(_model.Transitions, _emissions, _count);
        double logTotal = _sums.LogTotal;
        Candidate chosen = Decode(_emissions, label: null);
        List<Candidate> candidates = [.. Enumerable.Range(0, _tags.LabelCount).Select(Read)];
        Candidate own = _span.Label.Length > 0
            ? candidates.Find(candidate => candidate.Label == _span.Label)!
            : candidates.MaxBy(candidate => candidate.Score)!;
        candidates.Add(ReadNone(logTotal));
        candidates = Scale(candidates, own);
        own = candidates.Find(candidate => candidate.Label == own.Label)!;
        if (!candidates.Exists(candidate => SameHere(candidate.Path, chosen.Path)))
        {
            candidates.Add(Describe(chosen));
        }

        candidates = [.. candidates.OrderByDescending(candidate => candidate.Score)];
        Candidate rival = candidates.First(candidate => candidate != own);
        double best = candidates[0].Score;
        Dictionary<Candidate, Reading> readings = candidates.ToDictionary(
            candidate => candidate,
            candidate => new Reading(candidate.Label, candidate.Text, best - candidate.Score, candidate.Probability));
        return new Explanation(
            new Span(_span.Doc, _span.Start, _span.End, own.Label, probability: own.Probability),
            readings[own], readings[rival], [.. candidates.Select(candidate => readings[candidate])],
            Compare(own.Path, rival.Path));
    }

    /// <summary>Scores the chain that the recognizer decodes the span in.</summary>
    private void ReadChain()
    {
        _words.Read(_doc);
        _start = _words.FirstFrom(_span.Start);
        _end = _words.FirstFrom(_span.End);
        if (_start == _end)
        {
            throw new ArgumentException($"The span from token {_span.Start} to {_span.End} has no word to explain.");
        }

        // The sentence it stands in, or all that it reaches into.
        int first = 0;
        while (_words.SentenceEnd(first) <= _start)
        {
            first++;
        }

        int next = first + 1;
        while (_words.SentenceEnd(next - 1) < _end)
        {
            next++;
        }

        _from = _words.SentenceStarts[first];
        _count = _words.SentenceEnd(next - 1) - _from;
        _emissions = new float[_count * _width];
        var buffers = new RecognizerBuffers();
        _mentions = _model.ReadMentions(_words, buffers);
        for (int s = first; s < next; s++)
        {
            int from = _words.SentenceStarts[s];
            int length = _words.SentenceEnd(s) - from;
            _model.Score(
                _words.Lexemes.Slice(from, length), _mentions, from, buffers,
                _emissions.AsSpan((from - _from) * _width, length * _width));
        }

        for (int i = 0; i < _count; i++)
        {
            // What is asked about is free for any reading, though a rule may have taken it.
            if (_doc.EntityAt(_words.Tokens[_from + i]) is { } entity && !entity.Overlaps(_span))
            {
                _emissions.AsSpan((i * _width) + 1, _width - 1).Fill(Transitions.Never);
            }
        }

        _start -= _from;
        _end -= _from;
    }

    /// <summary>The best analysis with the span as an entity of a label.</summary>
    private Candidate Read(int label)
    {
        float[] emissions = [.. _emissions];
        for (int i = _start; i < _end; i++)
        {
            Require(emissions, i, TagAt(i, _start, _end, label));
        }

        return Decode(emissions, _tags.Labels[label]) with
        {
            Probability = _sums.SpanProbability(_model.Transitions, _start, _end, label),
        };
    }

    /// <summary>The best analysis with none of the span's words in an entity.</summary>
    private Candidate ReadNone(double logTotal)
    {
        float[] emissions = [.. _emissions];
        for (int i = _start; i < _end; i++)
        {
            Require(emissions, i, TagScheme.Outside);
        }

        var sums = new ForwardBackward();
        sums.Run(_model.Transitions, emissions, _count);
        return Decode(emissions, Reading.None) with
        {
            Probability = Math.Min(1, Math.Exp(sums.LogTotal - logTotal)),
        };
    }

    /// <summary>Gives a reading the probability that the recognizer does; the others share what is left as before.</summary>
    private List<Candidate> Scale(List<Candidate> candidates, Candidate own)
    {
        double scaled = Probability(_start, _end, _tags.Labels.ToList().IndexOf(own.Label));
        double left = (1 - scaled) / Math.Max(1 - own.Probability, 1e-6);
        return
        [
            .. candidates.Select(candidate => candidate with
            {
                Probability = candidate == own ? scaled : Math.Min(1 - scaled, candidate.Probability * left),
            }),
        ];
    }

    /// <summary>The probability that the recognizer would give an entity.</summary>
    private float Probability(int start, int end, int label) => _model.Probabilities.Apply(
        _sums.SpanProbability(_model.Transitions, start, end, label), label, end - start);

    private int TagAt(int word, int start, int end, int label) => end - start == 1 ? _tags.Unit(label)
        : word == start ? _tags.Begin(label)
        : word == end - 1 ? _tags.Last(label)
        : _tags.Inside(label);

    private void Require(float[] emissions, int word, int tag)
    {
        float score = emissions[(word * _width) + tag];
        emissions.AsSpan(word * _width, _width).Fill(Transitions.Never);
        emissions[(word * _width) + tag] = score;
    }

    private Candidate Decode(float[] emissions, string? label)
    {
        float[] biased = [.. emissions];
        for (int i = 0; i < biased.Length; i += _width)
        {
            biased[i] -= _model.RecallBias;
        }

        int[] path = new int[_count];
        _viterbi.Decode(_model.Transitions, biased, path);
        double score = Order(path) - (_model.RecallBias * path.Count(tag => tag == TagScheme.Outside));
        for (int i = 0; i < _count; i++)
        {
            score += Emission(i, path[i]);
        }

        return new Candidate(label ?? "", _span.Text, path, score, 0);
    }

    /// <summary>Names the entities of the chosen analysis that the span's words are in.</summary>
    private Candidate Describe(Candidate chosen)
    {
        var labels = new List<string>();
        int from = _count;
        int to = 0;
        double probability = 1;
        for (int i = 0; i < _count; i++)
        {
            if (chosen.Path[i] == TagScheme.Outside)
            {
                continue;
            }

            int label = _tags.LabelOf(chosen.Path[i]);
            int end = i + 1;
            while (chosen.Path[end - 1] != _tags.Unit(label) && chosen.Path[end - 1] != _tags.Last(label))
            {
                end++;
            }

            if (i < _end && end > _start)
            {
                labels.Add(_tags.Labels[label]);
                from = Math.Min(from, i);
                to = end;
                probability = Math.Min(probability, Probability(i, end, label));
            }

            i = end - 1;
        }

        ReadOnlySpan<int> tokens = _words.Tokens.Slice(_from, _count);
        return chosen with
        {
            Label = string.Join(" + ", labels),
            Text = new Span(_doc, tokens[from], tokens[to - 1] + 1).Text,
            Probability = probability,
        };
    }

    private bool SameHere(int[] path, int[] other) =>
        path.AsSpan(_start, _end - _start).SequenceEqual(other.AsSpan(_start, _end - _start));

    private float Emission(int word, int tag) => _emissions[(word * _width) + tag];

    /// <summary>The sum of a path's steps from tag to tag.</summary>
    private double Order(int[] path)
    {
        double sum = 0;
        int before = TagScheme.Outside;
        foreach (int tag in path)
        {
            int index = tag < _tags.OpenCount
                ? (ClosedIndex(before) * _model.Transitions.OpenWidth) + tag
                : _model.Transitions.WithinIndex(before, tag);
            sum += _model.Transitions.Weights[index];
            before = tag;
        }

        return sum;
    }

    private int ClosedIndex(int tag) => tag <= _tags.LabelCount ? tag : tag - _tags.LabelCount;

    private FeatureWeight[] Compare(int[] path, int[] rival)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["order of labels"] = Order(path) - Order(rival),
            ["recall bias"] = _model.RecallBias
                * (rival.Count(tag => tag == TagScheme.Outside) - path.Count(tag => tag == TagScheme.Outside)),
        };
        double others = 0;
        for (int s = 0; s < _words.SentenceStarts.Count; s++)
        {
            int from = Math.Max(_words.SentenceStarts[s] - _from, 0);
            int end = Math.Min(_words.SentenceEnd(s) - _from, _count);
            NamedFeatures? features = null;
            for (int i = from; i < end; i++)
            {
                if (i < _start || i >= _end)
                {
                    others += Emission(i, path[i]) - Emission(i, rival[i]);
                    continue;
                }

                features ??= new NamedFeatures(_model, _words, _mentions, from + _from, end + _from);
                foreach ((string name, int row) in features.Of(i - from))
                {
                    ReadOnlySpan<sbyte> units = _model.Rows.AsSpan(row * _model.RowWidth, _model.RowWidth);
                    weights[name] = weights.GetValueOrDefault(name)
                        + (CrfModel.Unit * (units[path[i]] - units[rival[i]]));
                }
            }
        }

        weights["other words"] = others;
        return
        [
            .. weights.Where(pair => pair.Value != 0)
                .OrderByDescending(pair => Math.Abs(pair.Value)).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new FeatureWeight(pair.Key, pair.Value)),
        ];
    }

    private sealed record Candidate(string Label, string Text, int[] Path, double Score, double Probability);
}
