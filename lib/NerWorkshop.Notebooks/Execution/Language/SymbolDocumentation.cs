using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace NerWorkshop.Notebooks;

/// <summary>
/// The XML documentation of a symbol as plain text: from the user's own comments, from the XML file beside a library,
/// or, for the framework, from the SDK's reference pack where that is installed.
/// </summary>
internal static partial class SymbolDocumentation
{
    /// <summary>Where the documentation of what lives in the core library is written down.</summary>
    private static readonly string[] CoreFiles =
    [
        "System.Runtime", "System.Collections", "System.Console", "System.Threading", "System.Memory",
        "System.Text.Encoding.Extensions", "System.Runtime.InteropServices", "System.Diagnostics.Tracing",
    ];

    private static readonly Lazy<string?> ReferencePack = new(FindReferencePack);

    /// <summary>The documentation; null where there is none.</summary>
    public static string? Of(ISymbol symbol, Compilation compilation)
    {
        symbol = symbol is IMethodSymbol { ReducedFrom: { } unreduced } ? unreduced : symbol;
        symbol = symbol.OriginalDefinition;
        var xml = symbol.GetDocumentationCommentXml(expandIncludes: false);
        if (string.IsNullOrWhiteSpace(xml))
        {
            xml = FromFile(symbol, compilation);
        }

        if (string.IsNullOrWhiteSpace(xml))
        {
            return null;
        }

        try
        {
            return Read(XElement.Parse(xml, LoadOptions.PreserveWhitespace));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? FromFile(ISymbol symbol, Compilation compilation)
    {
        if (symbol.GetDocumentationCommentId() is not { } id || symbol.ContainingAssembly is not { } assembly)
        {
            return null;
        }

        if (compilation.GetMetadataReference(assembly) is not PortableExecutableReference { FilePath: { } path })
        {
            return null;
        }

        IEnumerable<string> files = [Path.ChangeExtension(path, ".xml")];
        if (ReferencePack.Value is { } pack)
        {
            IEnumerable<string> names = assembly.Name == "System.Private.CoreLib"
                ? CoreFiles
                : [assembly.Name, assembly.Name.Replace(".Private", "", StringComparison.Ordinal)];
            files = files.Concat(names.Select(name => Path.Combine(pack, name + ".xml")));
        }

        return files.Where(File.Exists).Select(file => Find(file, id)).FirstOrDefault(found => found is not null);
    }

    private static string? Find(string file, string id)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.ReadToFollowing("member"))
            {
                if (reader.GetAttribute("name") == id)
                {
                    return reader.ReadOuterXml();
                }
            }
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // A file that cannot be read documents nothing.
        }

        return null;
    }

    private static string? FindReferencePack()
    {
        // …/shared/Microsoft.NETCore.App/10.0.1/ and …/packs/Microsoft.NETCore.App.Ref/10.0.1/ref/net10.0/
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var packs = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        if (!Directory.Exists(packs))
        {
            return null;
        }

        return Directory.EnumerateDirectories(packs)
            .OrderByDescending(pack => Version.TryParse(Path.GetFileName(pack).Split('-')[0], out var v) ? v : new Version())
            .Select(pack => Path.Combine(pack, "ref"))
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .FirstOrDefault();
    }

    private static string Read(XElement member)
    {
        var lines = new List<string>();
        AddPart(null, member.Element("summary"));
        foreach (var parameter in member.Elements("typeparam").Concat(member.Elements("param")))
        {
            AddPart((string?)parameter.Attribute("name"), parameter);
        }

        AddPart("returns", member.Element("returns"));
        AddPart("value", member.Element("value"));
        foreach (var exception in member.Elements("exception"))
        {
            AddPart("throws " + ShortName((string?)exception.Attribute("cref") ?? ""), exception);
        }

        AddPart(null, member.Element("remarks"));
        return string.Join('\n', lines);

        void AddPart(string? label, XElement? part)
        {
            if (part is null)
            {
                return;
            }

            var text = new StringBuilder();
            AddText(text, part);
            var joined = WhiteSpace().Replace(text.ToString(), " ").Trim();
            if (joined.Length > 0)
            {
                lines.Add(label is null ? joined : $"{label}: {joined}");
            }
        }
    }

    private static void AddText(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
            {
                text.Append(plain.Value);
            }

            if (node is not XElement child)
            {
                continue;
            }

            var name = (string?)child.Attribute("cref") ?? (string?)child.Attribute("langword")
                ?? (string?)child.Attribute("name") ?? (string?)child.Attribute("href");
            if (child.IsEmpty && name is not null)
            {
                text.Append(ShortName(name));
            }
            else
            {
                AddText(text, child);
            }

            if (child.Name.LocalName is "para" or "br" or "item")
            {
                text.Append(' ');
            }
        }
    }

    /// <summary>The last name of <c>M:System.String.Join(…)</c>.</summary>
    private static string ShortName(string id)
    {
        var name = id.Split('(')[0];
        if (name.Length < 2 || name[1] != ':')
        {
            return name;
        }

        return name[(Math.Max(name.LastIndexOf('.'), 1) + 1)..].Split('`')[0];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
