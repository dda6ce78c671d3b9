using System.CommandLine;

namespace NerWorkshop.Cli;

/// <summary>The option to take texts that follow each other for one document.</summary>
internal sealed class SentencesPerDocumentOption
{
    private readonly Option<int> _option = new("--sentences-per-document")
    {
        Description = "Take so many texts that follow each other for one document, so that a name is also judged by where "
            + "else in it the name stands: for files of single sentences in order. Documents that the file counts itself, "
            + "as by -DOCSTART-, are not mixed.",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    public SentencesPerDocumentOption() => _option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var given }] && int.TryParse(given, out int sentences) && sentences < 1)
        {
            result.AddError($"--sentences-per-document takes a number from 1, such as 20, not '{given}'");
        }
    });

    public void AddTo(Command command) => command.Options.Add(_option);

    public int Of(ParseResult parsed) => parsed.GetValue(_option);
}
