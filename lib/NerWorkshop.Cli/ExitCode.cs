namespace NerWorkshop.Cli;

/// <summary>What the exit codes of <c>ner</c> mean.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The work was begun and failed, or was stopped.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or the input cannot be read.</summary>
    public const int Usage = 2;
}
