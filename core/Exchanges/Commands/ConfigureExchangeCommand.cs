using QueueService.Exchanges.Events;
using QueueService.Exchanges.Machine;
using QueueService.Exchanges.Settings;
using QueueService.Replication;

namespace QueueService.Exchanges.Commands;

/// <summary>Changes settings; answers what they are then.</summary>
/// <param name="change">Keeps type and syntax; may be called again.</param>
internal sealed class ConfigureExchangeCommand(Func<ExchangeSettings, ExchangeSettings> change)
    : ExchangeCommand<ExchangeSettings>
{
    /// <summary>Settings are the largest by their tags.</summary>
    public override int EventBytes =>
        EventHeadBytes + (Limits.MaxTags * 4 * (Limits.MaxTagKeyLength + Limits.MaxTagValueLength));

    protected override Decision Decide(ExchangeDraft draft)
    {
        if (draft.ChangesRoutes)
            return Decision.Defer;
        ExchangeSettings settings = change(draft.State.Settings);
        if (!draft.State.Settings.AgreesWith(settings))
            draft.Add(new ExchangeConfigured(draft.State.Exchange, settings));
        return Answer(settings);
    }
}
