namespace NerWorkshop.Notebooks;

/// <summary>One frame as read from a peer: a part of a message, or a command between messages.</summary>
internal readonly record struct ZmtpFrame(bool IsCommand, bool HasMore, byte[] Body);
