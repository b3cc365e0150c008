using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>What a call about queues says when it may have been carried out.</summary>
public sealed class QueueOutcomeTests
{
    [Fact]
    public async Task Create_WhenTheAnswerIsLost_SaysThatItMayBeDone()
    {
        await using BrokerCluster cluster = new();
        DocumentAnswers answers = new();
        (Broker one, _) = await cluster.StartAsync(answers);
        (Broker two, _) = await cluster.StartAsync();
        answers.Lost = StorageOperation.CreateDocument;

        StorageUnavailableException failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => BrokerCluster.CreateAsync(one, "q"));

        Assert.True(failure.IsOutcomeUnknown);
        Assert.Equal("q", (await two.GetQueueAsync(QueueName.Parse("q"), BrokerCluster.None)).Name.Value);
    }

    [Fact]
    public async Task Create_WhenTheStoreRefuses_SaysThatNothingWasDone()
    {
        await using BrokerCluster cluster = new();
        DocumentAnswers answers = new();
        (Broker one, _) = await cluster.StartAsync(answers);
        answers.IsThrottled = operation => operation == StorageOperation.CreateDocument;

        StorageUnavailableException failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => BrokerCluster.CreateAsync(one, "q"));

        Assert.False(failure.IsOutcomeUnknown);
        Assert.Empty(cluster.StoredPartitions);
    }

    [Fact]
    public async Task Update_WhenItsLastWriteIsRefused_SaysThatItHasBegun()
    {
        await using BrokerCluster cluster = new();
        DocumentAnswers answers = new();
        (Broker one, _) = await cluster.StartAsync(answers);
        QueueName queue = await BrokerCluster.CreateAsync(one, "q");
        int writes = 0;
        answers.IsThrottled = operation => operation == StorageOperation.ReplaceDocument && ++writes > 1;
        var change = new QueueSettingsChange { MaxMessageBytes = 2048 };

        BrokerException failure = await Assert.ThrowsAsync<BrokerException>(
            () => one.UpdateQueueAsync(queue, change, BrokerCluster.None));

        Assert.Equal(BrokerErrorCode.OutcomeUnknown, failure.Code);
        answers.IsThrottled = _ => false;
        Assert.Equal(2048, (await one.UpdateQueueAsync(queue, change, BrokerCluster.None)).Settings.MaxMessageBytes);
    }

    [Fact]
    public async Task Delete_WhenTheStoreRefusesOnceItHasBegun_SaysSoAndTheQueueIsGone()
    {
        await using BrokerCluster cluster = new();
        DocumentAnswers answers = new();
        (Broker one, _) = await cluster.StartAsync(answers);
        QueueName queue = await BrokerCluster.CreateAsync(one, "q");
        answers.IsThrottled = operation => operation == StorageOperation.DeleteLog;

        BrokerException failure = await Assert.ThrowsAsync<BrokerException>(
            () => one.DeleteQueueAsync(queue, BrokerCluster.None));

        Assert.Equal(BrokerErrorCode.OutcomeUnknown, failure.Code);
        answers.IsThrottled = _ => false;
        BrokerException again = await Assert.ThrowsAsync<BrokerException>(
            () => one.DeleteQueueAsync(queue, BrokerCluster.None));
        Assert.Equal(BrokerErrorCode.QueueNotFound, again.Code);
    }
}
