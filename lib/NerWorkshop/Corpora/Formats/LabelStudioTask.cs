using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>A task of Label Studio: its data, and the regions that were labelled in its text.</summary>
internal static class LabelStudioTask
{
    private const string TextField = "text";

    /// <summary>Reads a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="place">Its place, for notes.</param>
    /// <param name="log">Takes what cannot be held.</param>
    /// <exception cref="InvalidDataException">It is no task with a text, or a region is wrong.</exception>
    public static AnnotatedText Parse(JsonObject task, string place, CorpusLog log)
    {
        JsonObject data = task["data"] as JsonObject
            ?? throw new InvalidDataException("a task needs its text in the field 'data'");
        string textField = FindText(data);
        string text = data[textField]!.GetValue<string>();
        JsonObject[] annotations = [.. (task["annotations"] as JsonArray ?? []).OfType<JsonObject>()];
        JsonObject[] valid = [.. annotations.Where(annotation => !IsTrue(annotation["was_cancelled"]))];
        JsonObject? taken = Array.Find(valid, annotation => IsTrue(annotation["ground_truth"])) ?? valid.FirstOrDefault();
        if (valid.Length > 1)
        {
            log.Add("tasks with several annotations, of which the ground truth or else the first was taken", place);
        }

        if (taken is null && task["predictions"] is JsonArray { Count: > 0 })
        {
            log.Add("tasks with predictions only, which are nobody's annotation and were left out", place);
        }

        return new AnnotatedText(text, [.. Regions(taken?["result"] as JsonArray ?? [], text, place, log)])
        {
            Place = place,
            IsAnnotated = taken is not null,
            IsAccepted = taken is not null || annotations.Length == 0,
            Fields = Fields(task, data, textField),
        };
    }

    /// <summary>A text as a task.</summary>
    public static JsonObject Format(AnnotatedText text, CorpusLog log)
    {
        var data = new JsonObject { [TextField] = text.Text };
        var task = new JsonObject { ["data"] = data };
        foreach ((string name, JsonNode? value) in text.OtherFields)
        {
            if (name == "id" && value?.GetValueKind() == JsonValueKind.Number)
            {
                task["id"] = value.DeepClone();
            }
            else if (!data.TryAdd(name, value?.DeepClone()))
            {
                log.Add($"label-studio holds no further field '{name}'", text.Place);
            }
        }

        var annotations = new JsonArray();
        if (text.IsAnnotated || !text.IsAccepted)
        {
            var offsets = new CodePointOffsets(text.Text);
            annotations.Add(new JsonObject
            {
                ["was_cancelled"] = !text.IsAccepted,
                ["result"] = new JsonArray([.. text.Entities.Select((entity, i) => Region(entity, i, text.Text, offsets))]),
            });
        }

        task["annotations"] = annotations;
        return task;
    }

    private static bool IsTrue(JsonNode? value) => value?.GetValueKind() == JsonValueKind.True;

    /// <summary>The field of the text: the one of that name, or the only string there is.</summary>
    private static string FindText(JsonObject data)
    {
        string[] strings = [.. data.Where(field => field.Value?.GetValueKind() == JsonValueKind.String).Select(field => field.Key)];
        return strings.Contains(TextField) ? TextField
            : strings.Length == 1 ? strings[0]
            : throw new InvalidDataException(
                $"the task's data has no field 'text'; the fields are: {string.Join(", ", data.Select(field => field.Key))}");
    }

    private static JsonObject Fields(JsonObject task, JsonObject data, string textField)
    {
        var fields = new JsonObject();
        if (task["id"] is { } id)
        {
            fields["id"] = id.DeepClone();
        }

        foreach ((string name, JsonNode? value) in data.Where(field => field.Key != textField))
        {
            fields[name] = value?.DeepClone();
        }

        return fields;
    }

    private static IEnumerable<TextEntity> Regions(JsonArray result, string text, string place, CorpusLog log)
    {
        var offsets = new CodePointOffsets(text);
        foreach (JsonNode? item in result)
        {
            if (item is not JsonObject region || region["value"] is not JsonObject value)
            {
                log.Add("results that are no regions with labels are not read", place);
                continue;
            }

            JsonObject ends = value["globalOffsets"] as JsonObject ?? value;
            if (value["labels"] is not JsonArray labels || ends["start"] is null)
            {
                log.Add($"results of the type '{region["type"]}' are not read", place);
                continue;
            }

            if (!TryInteger(ends["start"], out int start) || !TryInteger(ends["end"], out int end)
                || Bounds(text, start, end, value["text"], offsets, place, log) is not { } bounds)
            {
                throw new InvalidDataException(
                    $"a region from {ends["start"]} to {ends["end"]} does not lie within the text, which has "
                    + FormattableString.Invariant($"{offsets.ToCodePoints(text.Length)} characters"));
            }

            double? score = region["score"] is JsonValue number && number.TryGetValue(out double p) ? p : null;
            foreach (JsonNode? label in labels)
            {
                yield return label?.GetValueKind() == JsonValueKind.String
                    ? new TextEntity(bounds.Start, bounds.End, label.GetValue<string>(), Probability: score)
                    : throw new InvalidDataException("a label is no string");
            }
        }
    }

    private static bool TryInteger(JsonNode? node, out int value)
    {
        value = 0;
        return node is JsonValue number && number.TryGetValue(out value);
    }

    /// <summary>The region in UTF-16 chars; null where it is not in the text.</summary>
    private static (int Start, int End)? Bounds(
        string text, int start, int end, JsonNode? repeated, CodePointOffsets offsets, string place, CorpusLog log)
    {
        (int Start, int End) points = (offsets.ToUtf16(start), offsets.ToUtf16(end));
        bool Fits((int Start, int End) bounds) =>
            bounds.Start >= 0 && bounds.Start < bounds.End && bounds.End <= text.Length;

        string? surface = repeated is JsonValue value && value.TryGetValue(out string? said) ? said : null;
        if (surface is not null && points != (start, end) && Fits((start, end)) && text[start..end] == surface
            && !(Fits(points) && text[points.Start..points.End] == surface))
        {
            log.Add("regions whose offsets count UTF-16 chars, as they did before 2021's end, read as such", place);
            return (start, end);
        }

        return Fits(points) ? points : null;
    }

    private static JsonObject Region(TextEntity entity, int index, string text, CodePointOffsets offsets)
    {
        var region = new JsonObject
        {
            ["id"] = FormattableString.Invariant($"e{index + 1}"),
            ["from_name"] = "label",
            ["to_name"] = "text",
            ["type"] = "labels",
            ["value"] = new JsonObject
            {
                ["start"] = offsets.ToCodePoints(entity.StartChar),
                ["end"] = offsets.ToCodePoints(entity.EndChar),
                ["text"] = text[entity.StartChar..entity.EndChar],
                ["labels"] = new JsonArray(entity.Label),
            },
        };
        if (entity.Probability is { } probability)
        {
            region["score"] = Math.Round(probability, 4);
        }

        return region;
    }
}
