using System.Text;

namespace NerWorkshop.Notebooks;

/// <summary>Gathers a cell's outputs as a notebook stores them: text joined, updated displays replaced.</summary>
internal sealed class OutputCollector
{
    private readonly List<CellOutput> _outputs = [];
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();
    private string _stream = StreamOutput.StandardOutput;
    private bool _closed;
    private bool _clearsWithNext;

    public void Add(CellOutput output)
    {
        lock (_gate)
        {
            // A task that outlives its cell has nowhere to write.
            if (_closed)
            {
                return;
            }

            if (output is ClearedOutput { Wait: var wait })
            {
                _clearsWithNext = wait;
                if (!wait)
                {
                    Clear();
                }

                return;
            }

            if (_clearsWithNext)
            {
                _clearsWithNext = false;
                Clear();
            }

            if (output is StreamOutput stream)
            {
                if (stream.Name != _stream)
                {
                    EndText();
                }

                _stream = stream.Name;
                _text.Append(stream.Text);
                return;
            }

            if (output is DisplayOutput { IsUpdate: true } update)
            {
                var shown = _outputs.FindIndex(o => (o as DisplayOutput)?.DisplayId == update.DisplayId);
                if (shown >= 0)
                {
                    _outputs[shown] = update;
                }

                return;
            }

            EndText();
            _outputs.Add(output);
        }
    }

    /// <summary>The outputs so far. Later ones are dropped.</summary>
    public IReadOnlyList<CellOutput> Close()
    {
        lock (_gate)
        {
            _closed = true;
            EndText();
            return _outputs;
        }
    }

    private void Clear()
    {
        _text.Clear();
        _outputs.Clear();
    }

    private void EndText()
    {
        if (_text.Length == 0)
        {
            return;
        }

        _outputs.Add(new StreamOutput(_stream, _text.ToString()));
        _text.Clear();
    }
}
