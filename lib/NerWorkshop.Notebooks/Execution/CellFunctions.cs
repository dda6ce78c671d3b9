namespace NerWorkshop.Notebooks;

/// <summary>What every cell can call without a <c>using</c>, under the names that .NET Interactive gave it.</summary>
public static class CellFunctions
{
    /// <summary>Shows a value in the running cell's output.</summary>
    /// <param name="value">Any value, or null.</param>
    /// <param name="mimeTypes">The MIME types to show it in; none: those the value's type prefers.</param>
    /// <returns>What can be updated later.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => value.Display(mimeTypes);

    /// <summary>Makes text that is shown as HTML. It is not escaped.</summary>
    public static HtmlString HTML(string content) => new(content);

    /// <inheritdoc cref="display"/>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes)
    {
        var displayed = new DisplayedValue(Guid.NewGuid().ToString("n"), mimeTypes);
        CellContext.Current?.Emit(
            new DisplayOutput(Formatter.Format(value, mimeTypes)) { DisplayId = displayed.DisplayId });
        return displayed;
    }

    /// <summary>Shows items as a table with a column for each of their members, or for each key of dictionaries.</summary>
    /// <returns>What can be updated later.</returns>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T>? items, params string[] mimeTypes) =>
        (items is null ? null : ColumnTable.Of(items)).Display(mimeTypes);

    /// <summary>Removes what the running cell has put out so far.</summary>
    /// <param name="wait">Whether it stays until something new is there to replace it, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => CellContext.Current?.Emit(new ClearedOutput(wait));

    /// <summary>Shows text as it stands under a MIME type, for example <c>text/markdown</c>.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType)
    {
        ArgumentException.ThrowIfNullOrEmpty(mimeType);
        return mimeType == MimeTypes.Html ? HTML(value).Display() : value.Display(mimeType);
    }

    /// <summary>What .NET Interactive's cells ask of their kernel.</summary>
    public static class Kernel
    {
        /// <summary>Asks the user for a line of text.</summary>
        /// <param name="prompt">What is shown before the answer.</param>
        /// <exception cref="InvalidOperationException">Nobody can answer: the notebook runs unattended.</exception>
        public static Task<string> GetInputAsync(string prompt = "") => Ask(new InputRequest(prompt, false));

        /// <summary>Asks the user for a text that is not to be seen while it is typed.</summary>
        /// <inheritdoc cref="GetInputAsync"/>
        public static Task<string> GetPasswordAsync(string prompt = "") => Ask(new InputRequest(prompt, true));

        private static Task<string> Ask(InputRequest request) => CellContext.Current is { Input: not null } cell
            ? cell.AskAsync(request)
            : throw new InvalidOperationException("Nobody can be asked here: the notebook runs unattended.");
    }
}
