using System.CommandLine;

namespace NerWorkshop.Cli;

/// <summary>The option to take texts that follow each other for one document.</summary>
internal sealed class SentencesPerDocumentOption
{
    private readonly Option<int> _option = new Option<int>("--sentences-per-document")
    {
        Description = "Take so many texts that follow each other for one document, so that a name is also judged by where "
            + "else in it the name stands: for files of single sentences in order. Documents that the file counts itself, "
            + "as by -DOCSTART-, are not mixed.",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    }.Require(number => number >= 1, "a number from 1, such as 20");

    public void AddTo(Command command) => command.Options.Add(_option);

    public int Of(ParseResult parsed) => parsed.GetValue(_option);

    /// <summary>Puts texts together to documents.</summary>
    /// <param name="texts">The texts in order.</param>
    /// <param name="sentences">How many make a document, at most.</param>
    public static IEnumerable<IReadOnlyList<AnnotatedText>> Documents(IEnumerable<AnnotatedText> texts, int sentences)
    {
        var document = new List<AnnotatedText>();
        foreach (AnnotatedText text in texts)
        {
            if (document.Count == sentences || (document.Count > 0 && Number(text) != Number(document[0])))
            {
                yield return document;
                document = [];
            }

            document.Add(text);
        }

        if (document.Count > 0)
        {
            yield return document;
        }

        static string? Number(AnnotatedText text) => text.Fields["document"]?.ToJsonString();
    }
}
