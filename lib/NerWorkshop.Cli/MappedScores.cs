namespace NerWorkshop.Cli;

/// <summary>How well a pipeline does on a corpus whose labels are not its own.</summary>
/// <param name="Scores">The scores.</param>
/// <param name="Lenient">With collapsed labels: the scores where each label is right that the map allows.</param>
/// <param name="Calibration">Whether the probabilities hold.</param>
/// <param name="Thresholds">What a minimum probability trades.</param>
internal sealed record MappedScores(
    Scores Scores, Scores? Lenient, Calibration Calibration, ThresholdTradeOff Thresholds);
