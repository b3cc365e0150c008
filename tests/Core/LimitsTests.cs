using System.Text;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Queues.Catalog;

namespace QueueService.Tests.Core;

/// <summary>Limits that must fit each other.</summary>
public sealed class LimitsTests
{
    private static readonly QueueName Name = QueueName.Parse(new string('q', Limits.MaxQueueNameLength - 5) + ".fifo");

    [Fact]
    public void QueueRecord_WhenItsSettingsAreTheLargest_FitsIntoADocumentAndAFrame()
    {
        QueueSettings largest = Largest();
        QueueRecord changing = new(
            Name,
            ulong.MaxValue,
            long.MaxValue,
            largest,
            DateTimeOffset.MaxValue,
            DateTimeOffset.MaxValue,
            IsDeleting: true)
        {
            Next = largest,
        };
        Assert.InRange(QueueRecordCodec.Encode(changing).Length, 200_000, Limits.MaxDocumentBytes);
        byte[] frame = FrameCodec.Encode(default, [new Configured(Name, long.MaxValue, largest)], []);
        Assert.InRange(frame.Length, 100_000, Limits.MaxFrameEventBytes);
    }

    [Theory]
    [InlineData(1, Limits.MaxAnnotationBytes - 2, true)]
    [InlineData(1, Limits.MaxAnnotationBytes - 1, false)]
    [InlineData(Limits.MaxAnnotations, (Limits.MaxAnnotationBytes / Limits.MaxAnnotations) - 2, true)]
    [InlineData(Limits.MaxAnnotations, (Limits.MaxAnnotationBytes / Limits.MaxAnnotations) - 1, false)]
    [InlineData(Limits.MaxAnnotations + 1, 1, false)]
    public void Annotations_WhenAllOfThemAreTooLarge_AreRefused(int count, int bytes, bool isAllowed)
    {
        QueueSettingsChange change = new()
        {
            AnnotationChanges = Enumerable.Range(0, count).ToDictionary(
                n => $"{(char)('A' + (n % 26))}{(char)('A' + (n / 26))}", string? (_) => new string('x', bytes)),
        };
        if (isAllowed)
        {
            Assert.Equal(count, Apply(change).Annotations.Count);
            return;
        }

        BrokerException refused = Assert.Throws<BrokerException>(() => Apply(change));
        Assert.Equal(BrokerErrorCode.InvalidSetting, refused.Code);
        Assert.Contains($"{Limits.MaxAnnotationBytes} bytes", refused.Message, StringComparison.Ordinal);
    }

    private static QueueSettings Apply(QueueSettingsChange change) =>
        QueueSettingsRules.Apply(Name, new QueueSettings(), change);

    /// <summary>Text of three bytes a character: the most that UTF-8 needs for one of UTF-16.</summary>
    private static QueueSettings Largest()
    {
        string policy = new('€', (Limits.MaxAnnotationBytes - (6 * Limits.MaxAnnotations)) / 3);
        Dictionary<string, string?> annotations = Enumerable.Range(0, Limits.MaxAnnotations)
            .ToDictionary(n => $"name{n:00}", string? (n) => n == 0 ? policy : "");
        QueueSettings settings = Apply(new QueueSettingsChange
        {
            Partitions = 64,
            DeduplicationScope = DeduplicationScope.MessageGroup,
            DeadLetter = new DeadLetterSetting(QueueName.Parse("d" + Name.Value[1..]), Limits.MaxReceiveCountCeiling),
            AnnotationChanges = annotations,
            Tags = Enumerable.Range(0, Limits.MaxTags).ToDictionary(
                n => $"{n:00}" + new string('€', Limits.MaxTagKeyLength - 2),
                _ => new string('€', Limits.MaxTagValueLength)),
        });
        Assert.InRange(
            settings.Annotations.Sum(one => Encoding.UTF8.GetByteCount(one.Key + one.Value)),
            Limits.MaxAnnotationBytes - 2,
            Limits.MaxAnnotationBytes);
        return settings;
    }
}
