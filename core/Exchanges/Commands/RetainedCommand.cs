using QueueService.Exchanges.Machine;
using QueueService.Exchanges.State;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Exchanges.Commands;

/// <summary>Says which messages are retained, and as of which frame.</summary>
internal sealed class RetainedCommand : ExchangeCommand<(FrameNumber AsOf, RetainedMessage[] Messages)>
{
    public override int EventBytes => 0;

    protected override Decision Decide(ExchangeDraft draft) => Answer(
        (draft.State.LastFrame, [.. draft.State.Retained.All.Select(retained => retained.Value)]));
}
