namespace NerWorkshop.Cli;

/// <summary>Where the workshop's notebooks are: the folder <c>notebooks</c> here or above, or above this program.</summary>
internal static class WorkshopFolder
{
    /// <exception cref="UsageException">There is none.</exception>
    public static string FindNotebooks() =>
        FindAbove(Environment.CurrentDirectory) ?? FindAbove(AppContext.BaseDirectory) ?? throw new UsageException(
            "there is no folder 'notebooks' with notebooks in it here or above. The workshop's notebooks come with the "
            + "sources of NerWorkshop: get those, build them with 'dotnet build -c Release', and run this in their folder");

    private static string? FindAbove(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string notebooks = Path.Combine(folder.FullName, "notebooks");
            if (Directory.Exists(notebooks) && Directory.EnumerateFiles(notebooks, "*.ipynb").Any())
            {
                return notebooks;
            }
        }

        return null;
    }
}
