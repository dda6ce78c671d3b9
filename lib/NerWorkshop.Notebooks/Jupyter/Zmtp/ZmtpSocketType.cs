namespace NerWorkshop.Notebooks;

/// <summary>The ends of ZeroMQ's patterns that a kernel holds.</summary>
internal enum ZmtpSocketType
{
    /// <summary>Answers DEALER peers, each by its identity.</summary>
    Router,

    /// <summary>Answers REQ peers.</summary>
    Rep,

    /// <summary>Sends to every SUB peer what it subscribed to.</summary>
    Pub,
}
