using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>Reads and writes a knowledge base as JSON lines, line by line.</summary>
internal static class KnowledgeBaseFile
{
    private static readonly string[] EntityFields = ["id", "type", "description", "wikidata"];
    private static readonly string[] AliasFields = ["alias", "entities"];

    public static KnowledgeBase Read(string path)
    {
        var kb = new KnowledgeBase();
        using PeekStream stream = CorpusFile.Open(path);
        using StreamReader reader = new CorpusEncoding().Reader(stream);
        foreach ((int line, JsonObject json) in JsonLines.ReadObjects(reader, path))
        {
            try
            {
                Add(kb, json);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
            {
                throw new InvalidDataException(
                    string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}: {MessageOf(e)}"), e);
            }
        }

        return kb;
    }

    public static void Write(string path, KnowledgeBase kb) => AtomicFile.Write(path, writer =>
    {
        foreach (KbEntity entity in kb.Entities)
        {
            var json = new JsonObject { ["id"] = entity.Id };
            AddText(json, "type", entity.Type);
            AddText(json, "description", entity.Description);
            AddText(json, "wikidata", entity.Wikidata);
            writer.WriteLine(json.ToJsonString(JsonLines.Options));
        }

        foreach (KbAlias alias in kb.Aliases)
        {
            var priors = new JsonObject(alias.Entities.Select(
                entity => KeyValuePair.Create<string, JsonNode?>(entity.Id, entity.Prior)));
            writer.WriteLine(new JsonObject { ["alias"] = alias.Name, ["entities"] = priors }.ToJsonString(JsonLines.Options));
        }
    });

    private static void AddText(JsonObject json, string field, string text)
    {
        if (text.Length > 0)
        {
            json[field] = text;
        }
    }

    private static void Add(KnowledgeBase kb, JsonObject json)
    {
        if (json.ContainsKey("id"))
        {
            RefuseOthers(json, EntityFields);
            kb.Add(new KbEntity(Text(json, "id"), Text(json, "type"), Text(json, "description"), Text(json, "wikidata")));
        }
        else if (json.ContainsKey("alias"))
        {
            RefuseOthers(json, AliasFields);
            JsonObject entities = json["entities"] as JsonObject ?? throw new FormatException(
                "an alias needs \"entities\", an object of ids and priors such as {\"apple-company\": 0.7}");
            kb.AddAlias(Text(json, "alias"), [.. entities.Select(entity => (entity.Key, Prior(entity.Value, entity.Key)))]);
        }
        else
        {
            throw new FormatException(
                "a line is an entity with \"id\" (and \"type\", \"description\", \"wikidata\"), or an alias with \"alias\" and \"entities\"");
        }
    }

    private static void RefuseOthers(JsonObject json, string[] known)
    {
        foreach ((string field, _) in json)
        {
            if (!known.Contains(field))
            {
                throw new FormatException($"there is no field \"{field}\" here; the fields are {string.Join(", ", known)}");
            }
        }
    }

    private static string Text(JsonObject json, string field) => json[field] switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw new FormatException($"\"{field}\" takes a string"),
    };

    private static double Prior(JsonNode? value, string id) =>
        value is JsonValue number && number.TryGetValue(out double prior)
            ? prior
            : throw new FormatException($"the prior of '{id}' is not a number");

    /// <summary>The message without the name of the parameter, which a reader of the file does not know.</summary>
    private static string MessageOf(Exception e) => e is ArgumentException { ParamName: { } parameter }
        ? e.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
        : e.Message;
}
