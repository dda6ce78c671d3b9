namespace NerWorkshop.Notebooks;

/// <summary>A peer does not speak the protocol as it must; its connection is closed.</summary>
internal sealed class ZmtpException(string message) : Exception(message);
