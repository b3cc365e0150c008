using FsCheck;
using FsCheck.Fluent;

namespace QueueService.Tests.Core.Partitions.ModelBased;

/// <summary>
/// Random sequences of steps against a naive queue; what fails is shrunk to the fewest steps that fail.
/// </summary>
public sealed class ModelBasedTests
{
    private const int Sequences = 1000;
    private const int LongestSequence = 60;

    /// <summary>The same sequences every time; another seed here tries others.</summary>
    private static readonly Config Fixed = Config.QuickThrowOnFailure
        .WithMaxTest(Sequences).WithEndSize(LongestSequence).WithReplay(20300101, 7);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_WhenTheyAreRandom_DoWhatTheNaiveQueueDoes(bool isFifo) => Check.One(
        Fixed,
        Prop.ForAll(Steps(), steps => new QueueComparison(isFifo).Run(steps)));

    [Fact]
    public void Steps_WhenTheQueueIsWrong_AreShrunkToTheFewestThatShowIt()
    {
        Exception failed = Assert.ThrowsAny<Exception>(() => Check.One(
            Fixed,
            Prop.ForAll(Steps(), steps => steps.Count(step => step.Kind == QueueStepKind.Purge) < 2)));
        string shrunk = failed.Message[failed.Message.IndexOf("Shrunk:", StringComparison.Ordinal)..];
        Assert.Equal(2, shrunk.Split("Purge(").Length - 1);
        Assert.DoesNotContain("Send", shrunk, StringComparison.Ordinal);
    }

    private static Arbitrary<QueueStep[]> Steps()
    {
        Gen<QueueStep> step =
            from kind in Gen.Elements(Enum.GetValues<QueueStepKind>())
            from first in Gen.Choose(0, 11)
            from second in Gen.Choose(0, 59)
            select new QueueStep(kind, first, second);
        return Arb.From(step.ArrayOf(), Shrink);
    }

    /// <summary>Leaves out halves, then quarters, then single steps.</summary>
    private static IEnumerable<QueueStep[]> Shrink(QueueStep[] steps)
    {
        for (int length = steps.Length / 2; length > 0; length /= 2)
        {
            for (int start = 0; start + length <= steps.Length; start += length)
                yield return [.. steps[..start], .. steps[(start + length)..]];
        }

        if (steps.Length == 1)
            yield return [];
    }
}
