using QueueService.Exchanges.Matching;

namespace QueueService.Benchmarks.Scenarios.Matching;

/// <summary>Bindings of an exchange, and messages that are matched with them in turn.</summary>
internal sealed record MatchCase(
    string Name,
    ExchangeType Type,
    IReadOnlyList<Binding> Bindings,
    IReadOnlyList<MatchMessage> Messages,
    TopicSyntax Syntax = TopicSyntax.Amqp)
{
    public Matcher Compile() => Matcher.Of(Type, Syntax, Bindings);
}
