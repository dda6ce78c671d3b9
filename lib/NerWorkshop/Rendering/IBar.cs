namespace NerWorkshop;

/// <summary>Something with a name and a size, which a <see cref="BarChart"/> draws as one bar.</summary>
public interface IBar
{
    /// <summary>What the bar stands for.</summary>
    string Name { get; }

    /// <summary>How long it is; below zero it grows to the left.</summary>
    double Value { get; }
}
