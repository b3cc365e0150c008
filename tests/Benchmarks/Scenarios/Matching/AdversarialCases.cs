using QueueService.Exchanges.Matching;

namespace QueueService.Benchmarks.Scenarios.Matching;

/// <summary>Bindings and messages that somebody made to cost as much as they can.</summary>
internal static class AdversarialCases
{
    /// <summary>60 times the word <c>a</c>: what RabbitMQ took 0.5 to 7.8 s for, with one binding.</summary>
    private static readonly string Same = Repeated("a", 60);

    /// <summary>As many words as a key may have.</summary>
    private static readonly string Longest = Repeated("a", Limits.MaxRoutingWords);

    /// <param name="count">Of bindings.</param>
    public static IEnumerable<MatchCase> All(int count)
    {
        yield return Topic("`#.a` three times, then another word", count, n => $"#.a.#.a.#.a.z{n}", Same);
        yield return Topic("`#.a` four times, another word within", count, n => $"#.a.#.a.#.z{n}.#.a.#.a", Same);
        yield return Topic("any `a * #`, then a word of its own", count, n => $"{Ternary(n)}.z{n}", Same);
        yield return Topic("any `a * #`, the rarest word in the key", count, n => $"#.{Ternary(n)}.b.#.a", $"b.{Same}");
        yield return Topic("any `a * #`, all match", count, Ternary, Same);
        yield return Topic(
            "127 words `a *` in front, no match", count, n => $"{Binary(n)}.{Repeated("a", 112)}.b", Longest);
        yield return Topic(
            "127 words, the last ones `a *`, no match", count, n => $"{Repeated("a", 112)}.{Binary(n)}.b", Longest);
        yield return Topic(
            "`#`, 62 words `a *` and `b` within, no match",
            count,
            n => $"#.{Binary(n)}.{Repeated("a", 48)}.b.#.z",
            $"b.{Repeated("a", 126)}.z");
        yield return Topic(
            "40 times `#.a *` and `b`, no match",
            count,
            n => $"#.{Binary(n).Replace("a", "a.#", StringComparison.Ordinal)}.{Repeated("a.#", 40)}.b.a.#.a",
            $"b.{Repeated("a", 126)}");
        yield return MatchCases.Headers(
            "headers: all of 32 common values",
            count,
            n => MatchCases.All([.. Enumerable.Range(0, 32).Select(h => MatchCases.Equal($"h{h}", HeaderOf(n, h)))]),
            _ => [.. Enumerable.Range(0, 32).Select(bit => MatchCases.Text($"h{bit}", "1"))]);
        yield return MatchCases.Headers(
            "headers: absent attributes, which are there",
            count,
            n => MatchCases.All(Condition.Exists($"h{n % 60}", false), Condition.Exists("h61", false)),
            _ => [.. Enumerable.Range(0, 64).Select(h => MatchCases.Text($"h{h}", "1"))]);
    }

    /// <summary>Of 14 bits of the number, over and over; the last is one that no message has.</summary>
    private static string HeaderOf(int number, int header) => header == 31 ? "2" : $"{(number >> (header % 14)) & 1}";

    private static MatchCase Topic(string name, int count, Func<int, string> pattern, string key) =>
        MatchCases.Keyed(name, ExchangeType.Topic, count, pattern, _ => key);

    private static string Repeated(string word, int times) => string.Join('.', Enumerable.Repeat(word, times));

    /// <summary>Nine words of <c>a</c>, <c>*</c> and <c>#</c>, others for each number.</summary>
    private static string Ternary(int number) => Digits(number, 9, ["a", "*", "#"]);

    /// <summary>Fourteen words of <c>a</c> and <c>*</c>, others for each number.</summary>
    private static string Binary(int number) => Digits(number, 14, ["a", "*"]);

    private static string Digits(int number, int count, string[] words) => string.Join(
        '.', Enumerable.Range(0, count).Select(n => words[number / (int)Math.Pow(words.Length, n) % words.Length]));
}
