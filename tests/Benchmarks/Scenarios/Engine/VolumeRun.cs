using System.Diagnostics;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>One run of <see cref="VolumeScenario"/> on one store.</summary>
internal sealed class VolumeRun(EngineService service, int messages, CancellationToken cancellation)
{
    private readonly CommandTimes _sends = new();
    private readonly CommandTimes _receives = new();
    private readonly CommandTimes _acks = new();
    private readonly Stopwatch _watch = new();
    private QueueName _queue;
    private QueueName _dead;
    private TimeSpan? _firstDelivery;
    private long _sent;
    private long _received;
    private long _deadLetters;
    private bool _isOver;

    /// <summary>The cells of a row, without the first two.</summary>
    public string[] Figures =>
    [
        _sends.Percentiles,
        _receives.Percentiles,
        _acks.Percentiles,
        $"sends {_sends.Failures}; receives {_receives.Failures}; acks {_acks.Failures}",
        _firstDelivery is { } first ? Reporting.Figures.Milliseconds(first) : "never",
        $"{_sent}, {_received}",
        Reporting.Figures.Whole(_deadLetters),
        $"{_watch.Elapsed.TotalSeconds:0.0}",
    ];

    public async Task PrepareAsync(int batch, int atOnce, TimeSpan delay)
    {
        _dead = await service.CreateAsync("dead", new QueueSettingsChange(), cancellation);
        _queue = await service.CreateAsync("volume", new QueueSettingsChange(), cancellation);
        NewMessage[] bodies = [.. Enumerable.Repeat(EngineService.Message(), batch)];
        await EngineService.RepeatAsync(
            messages / batch, atOnce, _ => service.Broker.SendAsync(_queue, bodies, cancellation), cancellation);
        // As many messages may be in flight as may be delayed.
        int delayed = messages / 2 / batch;
        await EngineService.RepeatAsync(delayed, atOnce, _ => HideAsync(batch, delay, isReleased: true), cancellation);
        await EngineService.RepeatAsync(
            (messages / batch) - delayed, atOnce, _ => HideAsync(batch, delay, isReleased: false), cancellation);
        await service.Broker.UpdateQueueAsync(
            _queue, new QueueSettingsChange { DeadLetter = new DeadLetterSetting(_dead, 1) }, cancellation);
    }

    /// <summary>Sends, receives and acknowledges until all that came back are dead letters, or time is up.</summary>
    public async Task RunAsync(int receivers, TimeSpan pause, TimeSpan limit)
    {
        _watch.Start();
        Task[] loops = [SendLoopAsync(pause), .. Enumerable.Range(0, receivers).Select(_ => ReceiveLoopAsync(pause))];
        while (_deadLetters < messages && _watch.Elapsed < limit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            _deadLetters = (await service.Broker.GetQueueAsync(_dead, cancellation)).Stats.Visible;
        }

        _watch.Stop();
        _isOver = true;
        await Task.WhenAll(loops);
    }

    private async Task HideAsync(int batch, TimeSpan delay, bool isReleased)
    {
        TimeSpan timeout = isReleased ? TimeSpan.FromHours(1) : delay;
        IReadOnlyList<MessageView> received = await service.Broker.ReceiveAsync(
            _queue, new ReceiveOptions(batch, VisibilityTimeout: timeout), cancellation);
        if (isReleased && received.Count > 0)
        {
            await service.Broker.ReleaseAsync(
                _queue, [.. received.Select(message => message.ReceiptHandle!)], delay, cancellation);
        }
    }

    private async Task SendLoopAsync(TimeSpan pause)
    {
        while (!Volatile.Read(ref _isOver))
        {
            if (await _sends.MeasureAsync(
                () => service.Broker.SendAsync(_queue, [EngineService.Message()], cancellation)) is not null)
                _sent++;
            await Task.Delay(pause, cancellation);
        }
    }

    private async Task ReceiveLoopAsync(TimeSpan pause)
    {
        while (!Volatile.Read(ref _isOver))
        {
            IReadOnlyList<MessageView>? received = await _receives.MeasureAsync(
                () => service.Broker.ReceiveAsync(_queue, new ReceiveOptions(10), cancellation));
            if (received is not { Count: > 0 })
            {
                await Task.Delay(pause, cancellation);
                continue;
            }

            _firstDelivery ??= _watch.Elapsed;
            Interlocked.Add(ref _received, received.Count);
            await _acks.MeasureAsync(() => service.Broker.AcknowledgeAsync(
                _queue, [.. received.Select(message => message.ReceiptHandle!)], cancellation));
        }
    }
}
