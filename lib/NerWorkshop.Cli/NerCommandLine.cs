using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using NerWorkshop.Cli.Verbs;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli;

/// <summary>The command line <c>ner</c>: its verbs, and how their errors end the process.</summary>
internal static class NerCommandLine
{
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation = default)
    {
        RootCommand root = Build(terminal);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                terminal.Error.WriteLine($"ner: {error.Message}");
            }

            terminal.Error.WriteLine($"Try: {PathOf(parsed.CommandResult)} --help");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("ner: stopped; nothing half-done was left behind.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (IsInput(e))
        {
            terminal.Error.WriteLine($"ner: {e.Message}");
            return ExitCode.Usage;
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine($"ner: {e.GetType().Name}: {e.Message}");
            return ExitCode.Failed;
        }
        finally
        {
            terminal.Out.Flush();
        }
    }

    /// <summary>What was given cannot be read or used; the message says what is wrong with it.</summary>
    private static bool IsInput(Exception e) => e is UsageException or IOException or InvalidDataException
        or UnauthorizedAccessException or PatternException or NotebookFormatException or NotebookParameterException;

    private static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand(
            "Named entity recognition: run the workshop, analyze your own posts, train and evaluate models.")
        {
            new WorkshopVerb(terminal),
            new NotebookVerb(terminal),
            new AnalyzeVerb(terminal),
            new PipeVerb(terminal),
            new TrainVerb(terminal),
            new EvaluateVerb(terminal),
            new CompareVerb(terminal),
            new SplitVerb(terminal),
            new AgreeVerb(terminal),
            new ConvertVerb(terminal),
            new KernelVerb(terminal),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        return root;
    }

    private static string PathOf(CommandResult command)
    {
        string name = command.Command is RootCommand ? "ner" : command.Command.Name;
        return command.Parent is CommandResult parent ? $"{PathOf(parent)} {name}" : name;
    }
}
