namespace NerWorkshop.Notebooks;

/// <summary>A request as it waits for its turn.</summary>
/// <param name="Socket">Where it came from and its answer goes.</param>
/// <param name="Client">Who asks.</param>
/// <param name="Number">Its place in the order of arrival.</param>
/// <param name="Message">What is asked.</param>
internal sealed record KernelRequest(ZmtpSocket Socket, string Client, long Number, JupyterMessage Message);
