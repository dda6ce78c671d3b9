namespace NerWorkshop.Cli;

/// <summary>The user asked for something that cannot be: one line says what and what to do instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
