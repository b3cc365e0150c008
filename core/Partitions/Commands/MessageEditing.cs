using QueueService.Partitions.Drafts;
using QueueService.Partitions.Messages;

namespace QueueService.Partitions.Commands;

/// <summary>What is to be done to one message.</summary>
/// <param name="Seen">As it must be still.</param>
/// <param name="Length">Of its content as it is, in bytes.</param>
/// <param name="Traits">As they stand beside its content.</param>
/// <param name="Content">Its new content; null leaves it as it is.</param>
/// <param name="Target">The queue that it is to be replayed to; null leaves it here.</param>
/// <param name="By">Who asks for the replay; null if that is not to be told.</param>
internal sealed record MessageEditing(
    MessageVersion Seen, int Length, MessageTraits? Traits, EditedContent? Content, MoveTarget? Target, string? By);
