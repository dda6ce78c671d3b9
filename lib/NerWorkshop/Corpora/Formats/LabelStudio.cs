using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// Tasks of Label Studio: its JSON export and import. Its offsets count code points; until late in 2021 they counted
/// UTF-16 chars, which shows where a region repeats its text.
/// </summary>
/// <remarks>
/// Of several annotations of a task, the one marked as ground truth is taken, else the first that was not cancelled.
/// Predictions are nobody's annotation and are not read.
/// </remarks>
internal sealed class LabelStudio : ICorpusFormat
{
    public string Name => "label-studio";

    public string Description => "Label Studio's JSON export and import";

    public IReadOnlyList<string> Extensions => [".json"];

    public CorpusContent Holds =>
        CorpusContent.Fields | CorpusContent.Probabilities | CorpusContent.Unannotated | CorpusContent.Answers;

    public IEnumerable<AnnotatedText> Read(CorpusInput input)
    {
        using TextReader reader = input.OpenText();
        int number = 0;
        foreach (string json in new JsonArrayReader(reader, input.Name).Read())
        {
            number++;
            if (ReadTask(json, number, input) is { } text)
            {
                yield return text;
            }
        }
    }

    public void Write(IEnumerable<AnnotatedText> texts, CorpusOutput output)
    {
        TextWriter writer = output.OpenText();
        string separator = "[\n";
        foreach (AnnotatedText text in texts)
        {
            writer.Write(separator);
            writer.Write(LabelStudioTask.Format(text, output.Log).ToJsonString(JsonLines.Options));
            separator = ",\n";
        }

        writer.Write(separator == "[\n" ? "[]\n" : "\n]\n");
    }

    private static AnnotatedText? ReadTask(string json, int number, CorpusInput input)
    {
        string place = FormattableString.Invariant($"task {number}");
        try
        {
            return JsonNode.Parse(json) is JsonObject task
                ? LabelStudioTask.Parse(task, place, input.Log) with { Line = number }
                : throw new InvalidDataException("not a JSON object");
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or ArgumentException or InvalidOperationException)
        {
            string what = e is InvalidDataException ? e.Message : "not valid JSON";
            input.Log.Bad(new InvalidDataException($"{input.Name}, {place}: {what}.", e));
            return null;
        }
    }
}
