namespace QueueService.Tests.Storage.Formats;

/// <summary>What clients were told while the data of a release was written, which must hold for ever.</summary>
/// <param name="Handles">Receipt handles of messages in flight, by a name of what they are for.</param>
/// <param name="MessageIds">Ids of messages, by their bodies.</param>
/// <param name="Keys">Ids of access keys, by their names.</param>
/// <param name="Secrets">Secrets of access keys, by their names.</param>
/// <param name="Redrives">Ids of redrives, by the names of their queues.</param>
/// <param name="Counts">Visible, in flight and delayed messages of each queue, when all was written.</param>
public sealed record ReleaseNotes(
    Dictionary<string, string> Handles,
    Dictionary<string, string> MessageIds,
    Dictionary<string, string> Keys,
    Dictionary<string, string> Secrets,
    Dictionary<string, string> Redrives,
    Dictionary<string, string> Counts);
