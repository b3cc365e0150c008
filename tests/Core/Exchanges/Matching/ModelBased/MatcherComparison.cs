using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;

namespace QueueService.Tests.Core.Exchanges.Matching.ModelBased;

/// <summary>Does the same to a matcher and to a naive one, and compares what they find.</summary>
internal sealed class MatcherComparison(ExchangeType type, TopicSyntax syntax)
{
    private const int MessagesOfAStep = 20;

    private readonly MatchCollector _collector = new();
    private readonly NaiveMatcher _naive = new(type, syntax);
    private Matcher _matcher = Matcher.Of(type, syntax, []);

    public void Run(MatcherStep[] steps)
    {
        foreach (MatcherStep step in steps)
        {
            RandomMatches random = new(type, syntax, step.Seed);
            if (step.Kind == MatcherStepKind.Match)
                Compare(random);
            else
                Change(step, random);
        }

        Compare(new RandomMatches(type, syntax, steps.Length));
    }

    private void Change(MatcherStep step, RandomMatches random)
    {
        Binding[] known = [.. _naive.Bindings];
        Binding[] removed = step.Kind == MatcherStepKind.Add
            ? []
            : [.. Enumerable.Range(0, Math.Min(step.Count, known.Length)).Select(n =>
                known[(step.Seed + (n * 7)) % known.Length])];
        Binding[] added = step.Kind == MatcherStepKind.Remove
            ? []
            : [.. Enumerable.Range(0, step.Count).Select(_ => random.Binding())];
        _matcher = _matcher.With(added, [.. removed.Select(binding => binding.Id)]);
        foreach (Binding binding in removed)
            _naive.Remove(binding);
        foreach (Binding binding in added)
            _naive.Add(binding);
    }

    private void Compare(RandomMatches random)
    {
        for (int n = 0; n < MessagesOfAStep; n++)
        {
            string[] keys = random.Keys();
            MessageAttribute[] attributes = random.Attributes();
            _collector.Bindings.Clear();
            _matcher.Match(keys, attributes, _collector);
            Assert.Equal(
                _naive.Match(keys, attributes).OrderBy(binding => binding.Id.Value),
                _collector.Bindings.OrderBy(binding => binding.Id.Value));
        }
    }
}
