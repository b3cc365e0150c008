using QueueService.Exchanges.Settings;

namespace QueueService.Exchanges.Events;

/// <summary>The settings are these from now on.</summary>
internal sealed record ExchangeConfigured(ExchangeName Exchange, ExchangeSettings Settings)
    : ExchangeEvent(ExchangeEventKind.Configured);
