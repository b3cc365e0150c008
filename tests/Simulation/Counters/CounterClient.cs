using System.Text;
using QueueService.Storage;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Calls some process, and looks at what it is told.</summary>
/// <param name="number">Tells clients apart.</param>
internal sealed class CounterClient(CounterCluster cluster, CounterRecord record, SeededRandom random, int number)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private int _calls;

    public async Task RunAsync(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            await WaitAsync(random.Between(TimeSpan.Zero, cluster.Plan.SendPause));
            PartitionId counter = random.Pick(cluster.Counters);
            switch (random.Below(6))
            {
                case < 2:
                    await AddAsync(counter);
                    break;
                case < 4:
                    await TakeAsync(counter, random.Pick([0, 3, 20]));
                    break;
                case < 5:
                    await CountAsync(counter);
                    break;
                default:
                    PartitionId destination = random.Pick(cluster.Counters);
                    if (destination != counter)
                        await CallAsync((counters, _) => counters.SendAsync(counter, new LeaveCommand(destination)), _ => null);
                    break;
            }
        }
    }

    /// <summary>Takes all that is there.</summary>
    public async Task DrainAsync(PartitionId counter)
    {
        while (await TakeAsync(counter, 0) is not { Verdict: Verdict.Answered, Value: null })
            await WaitAsync(TimeSpan.FromMilliseconds(10));
    }

    public Task WaitAsync(TimeSpan pause)
    {
        TaskCompletionSource waited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.World.After(pause, waited.SetResult);
        return waited.Task;
    }

    /// <summary>What the token of a caller holds.</summary>
    private static byte[] ContentOf(long caller) =>
        Encoding.UTF8.GetBytes(new string((char)('a' + (caller % 26)), 1 + (int)(caller % 50)));

    private async Task AddAsync(PartitionId counter)
    {
        long caller = (number * 1000L) + ++_calls;
        TimeSpan life = TimeSpan.FromSeconds(random.Pick([2, 20, 3600]));
        AddCall call = new(counter, caller) { Began = cluster.Now };
        record.Adds.Add(call);
        Answer<bool> answer = await CallAsync(
            (counters, _) => counters.SendAsync(counter, new AddCommand(caller, ContentOf(caller), life)),
            _ => cluster.Archive.Added(caller) == 1
                ? null
                : $"Token {caller} is told to be added, and is not durable.");
        (call.Verdict, call.Ended) = (answer.Verdict, answer.Ended);
    }

    private async Task<Answer<TakenToken?>> TakeAsync(PartitionId counter, int seconds)
    {
        Answer<TakenToken?> answer = await CallAsync<TakenToken?>(
            async (counters, cancellationToken) =>
            {
                using CancellationTokenRegistration leaving = cancellationToken.Register(() => counters.Wake(counter));
                Timestamp deadline = cluster.Now + TimeSpan.FromSeconds(seconds);
                return await counters.SendAsync(counter, new TakeCommand(deadline, cancellationToken));
            },
            taken => taken is null || cluster.Archive.IsTaken(taken.Caller)
                ? null
                : $"Token {taken.Caller} is handed out, and its taking is not durable.");
        if (answer.Value is { } token)
            record.Take(token.Caller, token.Content.AsSpan().SequenceEqual(ContentOf(token.Caller)));
        return answer;
    }

    private async Task CountAsync(PartitionId counter)
    {
        long before = record.Adds.Count(call => call.Counter == counter && call.Verdict == Verdict.Answered);
        Answer<long> answer = await CallAsync(
            (counters, _) => counters.SendAsync(counter, new CountCommand()), _ => null);
        if (answer.Verdict == Verdict.Answered && answer.Value < before)
            record.Violations.Add($"{counter} counts {answer.Value} tokens although {before} had been added.");
    }

    private async Task<Answer<T>> CallAsync<T>(
        Func<OpenCounters, CancellationToken, Task<T>> call, Func<T, string?> witness)
    {
        while (true)
        {
            CounterProcess[] serving =
                [.. cluster.Processes.Cast<CounterProcess>().Where(process => process.IsServing)];
            if (serving.Length > 0)
                return await random.Pick(serving).CallAsync(call, Patience, witness);
            await WaitAsync(TimeSpan.FromMilliseconds(200));
        }
    }
}
