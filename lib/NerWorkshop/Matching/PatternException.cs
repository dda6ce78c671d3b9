namespace NerWorkshop;

/// <summary>A pattern that cannot be used, and what is wrong with it.</summary>
public sealed class PatternException : Exception
{
    /// <summary>Makes one with a message that names the rule, the token and the key at fault.</summary>
    public PatternException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one that wraps the error behind it.</summary>
    public PatternException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
