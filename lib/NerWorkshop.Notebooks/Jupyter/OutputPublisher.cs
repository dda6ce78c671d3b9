using System.Text;
using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Publishes what one cell puts out, as it comes. Text that is written in small pieces is sent a few dozen times a
/// second: a loop that prints must not drown its readers in messages.
/// </summary>
internal sealed class OutputPublisher(Action<string, JsonObject> publish)
{
    private const int TextLimit = 1 << 16;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(25);

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private string _stream = StreamOutput.StandardOutput;
    private bool _flushDue;

    /// <summary>Publishes an output.</summary>
    public void Add(CellOutput output)
    {
        lock (_gate)
        {
            if (output is StreamOutput stream)
            {
                if (stream.Name != _stream)
                {
                    EndText();
                }

                _stream = stream.Name;
                _text.Append(stream.Text);
                if (_text.Length >= TextLimit)
                {
                    SendText();
                }
                else
                {
                    FlushSoon();
                }

                return;
            }

            EndText();
            switch (output)
            {
                case ResultOutput result:
                    publish("execute_result", new JsonObject
                    {
                        ["execution_count"] = result.ExecutionCount,
                        ["data"] = Bundle(result.Data),
                        ["metadata"] = new JsonObject(),
                        ["transient"] = new JsonObject(),
                    });
                    break;
                case DisplayOutput display:
                    publish(display.IsUpdate ? "update_display_data" : "display_data", new JsonObject
                    {
                        ["data"] = Bundle(display.Data),
                        ["metadata"] = new JsonObject(),
                        ["transient"] = display.DisplayId is { } id
                            ? new JsonObject { ["display_id"] = id }
                            : new JsonObject(),
                    });
                    break;
                case ErrorOutput error:
                    publish("error", Error(error));
                    break;
                case ClearedOutput cleared:
                    publish("clear_output", new JsonObject { ["wait"] = cleared.Wait });
                    break;
            }
        }
    }

    /// <summary>Sends what is waiting.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            EndText();
        }
    }

    /// <summary>The representations as a message carries them.</summary>
    public static JsonObject Bundle(IReadOnlyDictionary<string, string> data)
    {
        var bundle = new JsonObject();
        foreach (var (mimeType, value) in data)
        {
            bundle[mimeType] = NotebookJson.IsJson(mimeType) ? JsonNode.Parse(value) : JsonValue.Create(value);
        }

        return bundle;
    }

    /// <summary>The fields that say what went wrong.</summary>
    public static JsonObject Error(ErrorOutput error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)JsonValue.Create(line))]),
    };

    private void FlushSoon()
    {
        if (_flushDue)
        {
            return;
        }

        _flushDue = true;
        _ = FlushLaterAsync();
    }

    private async Task FlushLaterAsync()
    {
        await Task.Delay(Delay).ConfigureAwait(false);
        lock (_gate)
        {
            _flushDue = false;
            SendText();
        }
    }

    /// <summary>Sends the text, but not half a character.</summary>
    private void SendText()
    {
        var half = _text.Length > 0 && char.IsHighSurrogate(_text[^1]) ? 1 : 0;
        if (_text.Length == half)
        {
            return;
        }

        publish("stream", new JsonObject
        {
            ["name"] = _stream,
            ["text"] = _text.ToString(0, _text.Length - half),
        });
        _text.Remove(0, _text.Length - half);
    }

    private void EndText()
    {
        SendText();
        _text.Clear();
    }
}
