using System.Globalization;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// A folder as the annotation tool brat keeps it: for each document a <c>.txt</c> and a <c>.ann</c> with its entities.
/// The name of a document is in the field <c>id</c>.
/// </summary>
internal sealed class Brat : ICorpusFormat
{
    private const string NameField = "id";

    public string Name => "brat";

    public string Description => "brat standoff: a folder of NAME.txt and NAME.ann";

    public IReadOnlyList<string> Extensions => [".ann"];

    public CorpusContent Holds => CorpusContent.Fields | CorpusContent.Links | CorpusContent.Unannotated;

    public IEnumerable<AnnotatedText> Read(CorpusInput input)
    {
        string folder = input.Path;
        IEnumerable<string> documents = [Path.ChangeExtension(folder, null)];
        if (Directory.Exists(folder))
        {
            documents = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".txt" or ".ann")
                .Select(file => Path.ChangeExtension(file, null)).Distinct().Order(StringComparer.Ordinal);
        }
        else
        {
            folder = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        }

        int number = 0;
        foreach (string document in documents)
        {
            if (ReadDocument(document, Path.GetRelativePath(folder, document).Replace('\\', '/'), ++number, input) is { } text)
            {
                yield return text;
            }
        }
    }

    public void Write(IEnumerable<AnnotatedText> texts, CorpusOutput output)
    {
        string folder = output.OpenFolder();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int number = 0;
        foreach (AnnotatedText text in texts)
        {
            number++;
            string path = Path.Combine(folder, NameOf(text, number, names, output.Log));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path + ".txt", text.Text);
            if (text.IsAnnotated)
            {
                File.WriteAllText(path + ".ann", new BratAnnotations(text, output.Log).Format());
            }
        }
    }

    private static AnnotatedText? ReadDocument(string path, string name, int number, CorpusInput input)
    {
        try
        {
            string text = ReadWhole(path + ".txt");
            bool isAnnotated = File.Exists(path + ".ann");
            string annotations = isAnnotated ? ReadWhole(path + ".ann") : "";
            return new AnnotatedText(text, BratAnnotations.Parse(annotations, text, path + ".ann", name, input.Log))
            {
                Line = number,
                Place = name,
                IsAnnotated = isAnnotated,
                Fields = new JsonObject { [NameField] = name },
            };
        }
        catch (InvalidDataException e)
        {
            input.Log.Bad(e);
        }
        catch (FileNotFoundException e)
        {
            input.Log.Bad(new InvalidDataException($"{path}.ann has no text beside it: {path}.txt is not there.", e));
        }

        return null;
    }

    /// <summary>Reads a file to its last character; brat counts a byte order mark as one.</summary>
    private static string ReadWhole(string path) => new CorpusEncoding().Exact(File.ReadAllBytes(path));

    /// <summary>The name that the text came with, where it is good for a file; else its number.</summary>
    private static string NameOf(AnnotatedText text, int number, HashSet<string> names, CorpusLog log)
    {
        string? name = text.Fields[NameField] is JsonValue value ? value.ToString() : null;
        bool isKept = name is not null && IsFileName(name) && names.Add(name);
        foreach ((string field, _) in text.OtherFields.Where(field => field.Key != NameField || !isKept))
        {
            log.Add($"brat holds no field '{field}'", text.Place);
        }

        for (; !isKept; isKept = names.Add(name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"text-{number:D6}");
            number += 1_000_000;
        }

        return name!;
    }

    private static bool IsFileName(string name) => name.Length <= 120 && name.Split('/').All(
        part => part.Length > 0 && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
}
