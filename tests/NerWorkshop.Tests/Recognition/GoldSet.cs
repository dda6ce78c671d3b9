using System.Text.Json.Nodes;

namespace NerWorkshop.Tests.Recognition;

/// <summary>The sentences of <c>data/gold/ontonotes_types.jsonl</c>; offsets in the file count code points.</summary>
internal static class GoldSet
{
    public static IReadOnlyList<JsonNode> Lines { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "data", "gold", "ontonotes_types.jsonl"))
            .Select(line => JsonNode.Parse(line)!),
    ];

    public static (Doc Doc, List<(int Start, int End, string Label)> Entities) Read(JsonNode line)
    {
        string text = line["text"]!.GetValue<string>();
        return (
            Tokenizer.English.Tokenize(text),
            [
                .. line["ents"]!.AsArray().Select(e => (
                    CharIndex(text, e!["start"]!.GetValue<int>()),
                    CharIndex(text, e["end"]!.GetValue<int>()),
                    e["label"]!.GetValue<string>())),
            ]);
    }

    private static int CharIndex(string text, int codePoints)
    {
        int index = 0;
        for (int i = 0; i < codePoints; i++)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return index;
    }
}
