namespace NerWorkshop.Notebooks;

/// <summary>Shows in a cell that packages are being found, and then which.</summary>
internal sealed class PackageProgress(CellContext cell, IReadOnlyList<PackageRequest> packages)
{
    /// <summary>What is in the cache is there before anyone could read that it is coming.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _id = Guid.NewGuid().ToString("n");
    private bool _isShown;

    public async Task<RestoredPackages> ShowAsync(Task<RestoredPackages> restoring)
    {
        var names = string.Join(", ", packages.Select(package => package.Id));
        var seconds = 0;
        for (var delay = Patience; await Task.WhenAny(restoring, Task.Delay(delay)).ConfigureAwait(false) != restoring;)
        {
            Show($"Loading {names}" + (seconds == 0 ? " …" : FormattableString.Invariant($" … {seconds} s")));
            seconds++;
            delay = Interval;
        }

        var restored = await restoring.ConfigureAwait(false);
        Show("Loaded " + string.Join(", ", packages.Select(package => $"{package.Id} {restored.Versions[package.Id]}")));
        return restored;
    }

    private void Show(string text)
    {
        cell.Emit(new DisplayOutput(Formatter.Format(text)) { DisplayId = _id, IsUpdate = _isShown });
        _isShown = true;
    }
}
