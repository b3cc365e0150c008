using System.Text;
using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;

namespace QueueService.Benchmarks.Scenarios.Matching;

/// <summary>Bindings as people have them.</summary>
internal static class MatchCases
{
    private const int Messages = 64;

    private static readonly MessageAttribute[] None = [];

    /// <param name="count">Of bindings.</param>
    public static IEnumerable<MatchCase> All(int count)
    {
        Random random = new(1);
        yield return Keyed("direct", ExchangeType.Direct, count, n => $"eu.orders.{n}", n => $"eu.orders.{n}");
        yield return Keyed("direct, 10 queues a key", ExchangeType.Direct, count, n => $"k{n / 10}", n => $"k{n / 10}");
        yield return Keyed("fanout, 10 queues", ExchangeType.Fanout, 10, _ => null, _ => "");
        yield return Keyed("fanout", ExchangeType.Fanout, count, _ => null, _ => "");
        yield return Keyed(
            "topic, words in front",
            ExchangeType.Topic,
            count,
            n => (n % 3) switch { 0 => $"t{n}.orders.#", 1 => $"t{n}.*.created", _ => $"t{n}.orders.eu.*" },
            n => $"t{n}.orders.eu.created");
        yield return Keyed(
            "topic, words at the end",
            ExchangeType.Topic,
            count,
            n => (n % 3) switch { 0 => $"#.t{n}", 1 => $"*.orders.t{n}", _ => $"#.eu.#.t{n}" },
            n => $"eu.orders.t{n}");
        yield return Keyed(
            "topic, a word anywhere", ExchangeType.Topic, count, n => $"#.t{n}.#", n => $"eu.orders.t{n}.created.now");
        yield return Keyed(
            "topic, three of 21 words or any",
            ExchangeType.Topic,
            count,
            n => $"{Word(n % 22)}.{Word(n / 22 % 22)}.{Word(n / 484)}",
            _ => $"{Word(random.Next(21))}.{Word(random.Next(21))}.{Word(random.Next(21))}");
        yield return Keyed(
            "topic of mqtt",
            ExchangeType.Topic,
            count,
            n => (n % 2) switch { 0 => $"site/{n}/#", _ => $"site/{n}/+/temperature" },
            n => $"site/{n}/7/temperature",
            TopicSyntax.Mqtt);
        yield return Headers(
            "headers, all of three",
            count,
            n => All(Equal("type", "order"), Equal("region", $"r{n % 20}"), Equal("customer", $"c{n}")),
            n => [Text("type", "order"), Text("region", $"r{n % 20}"), Text("customer", $"c{n}"), Text("trace", "x")]);
        yield return Headers(
            "headers, any of three",
            count,
            n => new BindingMatch(
                MatchMode.Any,
                [Equal("order", $"o{n}"), Equal("customer", $"c{n}"), Condition.Prefix("path", $"/{n}/")]),
            n => [Text("customer", $"c{n}"), Text("path", $"/{n + 1}/x"), Text("trace", "x")]);
        yield return Headers(
            "headers, all of 20 common values and a number",
            count,
            n => All(Equal("region", $"r{n % 20}"), Condition.Equal("size", ConditionValue.OfNumber($"{n / 20}"))),
            n => [Text("region", $"r{n % 20}"), Number("size", $"{n / 20}.0"), Text("trace", "x")]);
    }

    /// <param name="name">What the case is called.</param>
    /// <param name="type">Of the exchange.</param>
    /// <param name="count">Of bindings.</param>
    /// <param name="pattern">Of the n-th binding.</param>
    /// <param name="key">Of a message that means the n-th binding.</param>
    /// <param name="syntax">Of the exchange.</param>
    public static MatchCase Keyed(
        string name,
        ExchangeType type,
        int count,
        Func<int, string?> pattern,
        Func<int, string> key,
        TopicSyntax syntax = TopicSyntax.Amqp) => new(
            name,
            type,
            [.. Enumerable.Range(0, count).Select(n => BindingRules.Make(type, syntax, Queue(n), pattern(n), null))],
            [.. Meant(count).Select(n => new MatchMessage([key(n)], None))],
            syntax);

    public static MatchCase Headers(
        string name, int count, Func<int, BindingMatch> match, Func<int, MessageAttribute[]> attributes) => new(
            name,
            ExchangeType.Headers,
            [
                .. Enumerable.Range(0, count).Select(n => BindingRules.Make(
                    ExchangeType.Headers, TopicSyntax.Amqp, Queue(n), null, match(n))),
            ],
            [.. Meant(count).Select(n => new MatchMessage([""], attributes(n)))]);

    public static BindingMatch All(params Condition[] conditions) => new(MatchMode.All, conditions);

    public static Condition Equal(string name, string value) => Condition.Equal(name, ConditionValue.Of(value));

    public static MessageAttribute Text(string name, string value) =>
        new(name, AttributeKind.Text, Encoding.UTF8.GetBytes(value));

    private static MessageAttribute Number(string name, string value) =>
        new(name, AttributeKind.Number, Encoding.UTF8.GetBytes(value));

    private static Destination Queue(int number) => Destination.Of(QueueName.Parse($"queue-{number}"));

    private static string Word(int number) => number == 21 ? "*" : $"w{number}";

    private static IEnumerable<int> Meant(int count)
    {
        Random random = new(2);
        return Enumerable.Range(0, Messages).Select(_ => random.Next(count));
    }
}
