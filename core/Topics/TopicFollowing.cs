using Microsoft.Extensions.Logging;
using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Contents;
using QueueService.Exchanges.Machine;
using QueueService.Exchanges.State;
using QueueService.Replication.Leases;
using QueueService.Replication.Loop;
using QueueService.Storage;

namespace QueueService.Topics;

/// <summary>
/// Reads the log of the exchange of topics from one moment on, and delivers what is in it. What this process has
/// published is in memory.
/// </summary>
internal sealed partial class TopicFollowing(
    TopicHub hub, PartitionLease<ExchangePartition> lease, TimeProvider time, ILogger logger)
    : FrameFollower, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _told = new(0);
    private readonly CancellationTokenSource _ending = new();
    private Task _reading = Task.CompletedTask;
    private long _last;

    /// <summary>Ends when everything that is committed from now on will be delivered.</summary>
    public async Task BeginAsync()
    {
        lease.Partition.Loop.Feed.Add(this);
        try
        {
            await _begun.Task;
            (FrameNumber position, RetainedMessage[] retained) =
                await lease.Partition.Loop.SendQuietlyAsync(new RetainedCommand());
            await LoadAsync(retained);
            _reading = ReadAsync(position);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public override void Advanced(FrameNumber last)
    {
        Volatile.Write(ref _last, last.Value);
        _begun.TrySetResult();
        _told.Release();
    }

    public override void Closed() => _begun.TrySetException(new BrokerException(
        BrokerErrorCode.StorageUnavailable, $"The log of exchange '{ExchangeName.Mqtt}' was closed; try again."));

    public async ValueTask DisposeAsync()
    {
        lease.Partition.Loop.Feed.Remove(this);
        await _ending.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lease.Dispose();
        _told.Dispose();
        _ending.Dispose();
    }

    private async Task LoadAsync(RetainedMessage[] retained)
    {
        foreach (RetainedMessage place in retained)
        {
            // A frame that is gone has lost its message to a later one, which will be delivered.
            if (await lease.Partition.Contents.ReadAsync(place.Frame, _ending.Token) is { } contents)
                hub.Retain(TopicMessages.Read(contents, place.Index).Message);
        }
    }

    /// <param name="position">The last frame that is not to be delivered.</param>
    private async Task ReadAsync(FrameNumber position)
    {
        while (true)
        {
            await _told.WaitAsync(_ending.Token);
            while (position.Value < Volatile.Read(ref _last))
            {
                await DeliverAsync(position.Next);
                position = position.Next;
            }
        }
    }

    /// <summary>Waits for a store that does not answer: those who read are told late, and not wrongly.</summary>
    private async Task DeliverAsync(FrameNumber frame)
    {
        while (true)
        {
            try
            {
                if (await lease.Partition.Contents.ReadAsync(frame, _ending.Token) is { } contents)
                    Deliver(contents);
                else if (frame <= lease.Partition.Gone)
                    hub.Miss();

                // Otherwise it was a frame without messages, of which a snapshot has told.
                return;
            }
            catch (StorageUnavailableException exception)
            {
                LogUnread(logger, frame, exception.Message);
            }
            catch (Exception exception) when (exception is StorageCorruptException or FormatException)
            {
                LogDamaged(logger, frame, exception.Message);
                hub.Miss();
                return;
            }

            await Task.Delay(Pause, time, _ending.Token);
        }
    }

    private void Deliver(ExchangeContents contents)
    {
        for (int n = 0; n < contents.Count; n++)
        {
            (TopicMessage message, IReadOnlyList<string> topics) = TopicMessages.Read(contents, n);
            hub.Deliver(message, topics);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Frame {Frame} of the topics cannot be read yet, and is tried again: {Reason}")]
    private static partial void LogUnread(ILogger logger, FrameNumber frame, string reason);

    [LoggerMessage(LogLevel.Error, "Frame {Frame} of the topics is damaged; those who subscribed miss it: {Reason}")]
    private static partial void LogDamaged(ILogger logger, FrameNumber frame, string reason);
}
