using FsCheck;
using FsCheck.Fluent;
using QueueService.Exchanges.Matching;

namespace QueueService.Tests.Core.Exchanges.Matching.ModelBased;

/// <summary>
/// Random bindings and messages against a naive matcher; what fails is shrunk to few steps that fail.
/// </summary>
public sealed class MatcherModelTests
{
    private const int Sequences = 150;
    private const int LongestSequence = 25;

    /// <summary>Many enough that all lies in the trees and indexes, and that what lies beside is taken in.</summary>
    private const int MostChanges = 60;

    /// <summary>The same sequences every time; another seed here tries others.</summary>
    private static readonly Config Fixed = Config.QuickThrowOnFailure
        .WithMaxTest(Sequences).WithEndSize(LongestSequence).WithReplay(20300303, 9);

    [Theory]
    [InlineData(ExchangeType.Direct, TopicSyntax.Amqp)]
    [InlineData(ExchangeType.Fanout, TopicSyntax.Amqp)]
    [InlineData(ExchangeType.Topic, TopicSyntax.Amqp)]
    [InlineData(ExchangeType.Topic, TopicSyntax.Mqtt)]
    [InlineData(ExchangeType.Headers, TopicSyntax.Amqp)]
    public void Steps_WhenTheyAreRandom_FindWhatTheNaiveMatcherFinds(ExchangeType type, TopicSyntax syntax) =>
        Check.One(Fixed, Prop.ForAll(Steps(), steps => new MatcherComparison(type, syntax).Run(steps)));

    private static Arbitrary<MatcherStep[]> Steps()
    {
        Gen<MatcherStep> step =
            from kind in Gen.Elements(Enum.GetValues<MatcherStepKind>())
            from count in Gen.Choose(1, MostChanges)
            from seed in Gen.Choose(0, 100_000)
            select new MatcherStep(kind, count, seed);
        return Arb.From(step.ArrayOf(), Shrink);
    }

    /// <summary>Leaves out single steps, then makes them smaller.</summary>
    private static IEnumerable<MatcherStep[]> Shrink(MatcherStep[] steps)
    {
        for (int n = 0; n < steps.Length; n++)
            yield return [.. steps[..n], .. steps[(n + 1)..]];
        for (int n = 0; n < steps.Length; n++)
        {
            if (steps[n].Count > 1)
                yield return [.. steps[..n], steps[n] with { Count = steps[n].Count / 2 }, .. steps[(n + 1)..]];
        }
    }
}
