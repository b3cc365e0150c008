using QueueService.Partitions.Settings;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Scenarios;

/// <summary>A queue of a run.</summary>
/// <param name="DeadLetters">Where messages go that were received too often; null: nowhere.</param>
internal sealed record QueuePlan(QueueName Name, QueueSettingsChange Settings, QueuePlan? DeadLetters)
{
    /// <summary>Tells apart queues that have the same name one after another.</summary>
    public int Generation { get; init; }

    public bool IsFifo => Name.IsFifo;

    public int Partitions => Settings.Partitions ?? 1;

    public int MaxReceiveCount => Settings.DeadLetter?.MaxReceiveCount ?? int.MaxValue;

    public TimeSpan Retention => Settings.Retention ?? new QueueSettings().Retention;

    /// <summary>Queues in the order in which they must be created.</summary>
    public static IReadOnlyList<QueuePlan> Draw(SeededRandom random)
    {
        List<QueuePlan> queues = [];
        bool isFifo = random.Chance(0.5);
        string suffix = isFifo ? ".fifo" : "";
        QueuePlan? dead = null;
        if (random.Chance(0.5))
        {
            dead = new QueuePlan(QueueName.Parse("dead" + suffix), Draw(random, isFifo, null), null);
            queues.Add(dead);
        }

        queues.Add(new QueuePlan(QueueName.Parse("work" + suffix), Draw(random, isFifo, dead), dead));
        return queues;
    }

    /// <summary>One that is deleted and created anew.</summary>
    public static QueuePlan DrawTransient(SeededRandom random)
    {
        bool isFifo = random.Chance(0.5);
        QueueSettingsChange settings = Draw(random, isFifo, null) with { Retention = null, Delay = null };
        return new QueuePlan(QueueName.Parse(isFifo ? "transient.fifo" : "transient"), settings, null);
    }

    private static QueueSettingsChange Draw(SeededRandom random, bool isFifo, QueuePlan? dead)
    {
        int partitions = random.Chance(0.6) ? 1 : random.Between(2, 4);
        bool byGroup = isFifo && (partitions > 1 || random.Chance(0.3));
        return new QueueSettingsChange
        {
            VisibilityTimeout = TimeSpan.FromSeconds(random.Between(1, 8)),
            Retention = random.Chance(0.15) ? Limits.MinRetention : null,
            Delay = random.Chance(0.15) ? TimeSpan.FromSeconds(random.Between(1, 5)) : null,
            DeadLetter = dead is null ? null : new DeadLetterSetting(dead.Name, random.Between(1, 3)),
            DeduplicationScope = byGroup ? DeduplicationScope.MessageGroup : null,
            Partitions = partitions,
        };
    }
}
