using Microsoft.CodeAnalysis.CSharp;

namespace NerWorkshop.Notebooks;

/// <summary>What <c>#!set</c> is told: the variable to make and where its value comes from.</summary>
/// <param name="Name">The new variable.</param>
/// <param name="Kind">Where the value comes from.</param>
/// <param name="Value">The text, the other variable's name, or what the user is asked.</param>
/// <param name="ByReference">Whether another variable's value itself is taken, and not a copy.</param>
/// <param name="MimeType">The form in which a value is copied; null for JSON.</param>
internal sealed record SetArguments(string Name, SetArguments.Source Kind, string Value, bool ByReference, string? MimeType)
{
    private const string Usage = "Write it like this: #!set --name x --value \"text\", or --value @csharp:variable";

    /// <summary>Where a value comes from.</summary>
    public enum Source
    {
        /// <summary>The directive itself.</summary>
        Text,

        /// <summary>Another variable.</summary>
        Variable,

        /// <summary>The user.</summary>
        Input,

        /// <summary>The user, unseen.</summary>
        Password,
    }

    /// <summary>Reads the directive's argument.</summary>
    /// <exception cref="DirectiveException">It is not written as it should be; the message says how.</exception>
    public static SetArguments Parse(string text)
    {
        string? name = null;
        string? value = null;
        string? mimeType = null;
        var byReference = false;
        var words = Words(text);
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "--name":
                    name = Next();
                    break;
                case "--value":
                    value = Next();
                    break;
                case "--mime-type":
                    mimeType = Next();
                    break;
                case "--byref":
                    byReference = true;
                    break;
                default:
                    throw new DirectiveException($"#!set does not know '{words[i]}'. {Usage}.");
            }

            string Next() => ++i < words.Count
                ? words[i]
                : throw new DirectiveException($"#!set: {words[i - 1]} lacks its value. {Usage}.");
        }

        if (name is null || value is null)
        {
            throw new DirectiveException($"#!set lacks {(name is null ? "--name" : "--value")}. {Usage}.");
        }

        if (!SyntaxFacts.IsValidIdentifier(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
        {
            throw new DirectiveException($"#!set: '{name}' cannot name a variable.");
        }

        if (byReference && mimeType is not null)
        {
            throw new DirectiveException("#!set: --byref and --mime-type exclude each other.");
        }

        var (kind, rest) = Classify(value);
        return new SetArguments(name, kind, rest, byReference, mimeType);
    }

    private static (Source Kind, string Text) Classify(string value)
    {
        if (!value.StartsWith('@'))
        {
            return (Source.Text, value);
        }

        var colon = value.IndexOf(':');
        var from = colon < 0 ? value[1..] : value[1..colon];
        var rest = colon < 0 ? "" : value[(colon + 1)..].Trim('"');
        return from switch
        {
            "input" => (Source.Input, rest),
            "password" => (Source.Password, rest),
            "csharp" or "c#" or "C#" when rest.Length > 0 => (Source.Variable, rest),
            _ when colon < 0 => (Source.Variable, from),
            _ => throw new DirectiveException(
                $"#!set: '{value}' is nothing that can be read here: @csharp:variable, @input:question and "
                + "@password:question can."),
        };
    }

    /// <summary>Words with blanks between them; what stands in quotes is part of one.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var isQuoted = false;
        var isBegun = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
            {
                word.Append(text[++i]);
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
                isBegun = true;
            }
            else if (char.IsWhiteSpace(c) && !isQuoted)
            {
                End();
            }
            else
            {
                word.Append(c);
                isBegun = true;
            }
        }

        End();
        return words;

        void End()
        {
            if (isBegun)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isBegun = false;
        }
    }
}
