using System.Collections.Concurrent;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Disk;

/// <summary>
/// Damages copies of a store and starts the service on them: it has to say which file is damaged and where (and may give
/// out less then), or to give out what an undamaged copy does. Never wrong data, and never silently less.
/// </summary>
internal sealed class DamageTrials(string program, Random random, Action<string> tell)
{
    private const int CopiesAtOnce = 3;

    private readonly ConcurrentQueue<string> _violations = new();
    private Task _running = Task.CompletedTask;
    private int _refused;
    private int _unharmed;

    /// <summary>How many damaged copies were refused.</summary>
    public int Refused => _refused;

    /// <summary>How many gave out all that is right, because nothing damaged was needed.</summary>
    public int Unharmed => _unharmed;

    public IEnumerable<string> Violations => _violations;

    /// <summary>
    /// Copies the folder, which no process may have open, and goes on in the background; does nothing while earlier
    /// copies are being tried.
    /// </summary>
    public void Begin(string folder)
    {
        if (!_running.IsCompleted)
            return;
        FolderCopy whole = new(folder);
        (FolderCopy Copy, Damage Damage)[] damaged =
        [
            .. Enumerable.Range(0, CopiesAtOnce).Select(_ => new FolderCopy(folder))
                .Select(copy => (copy, Damage.Do(copy.Path, random))),
        ];
        _running = TryAsync(whole, damaged);
    }

    /// <summary>Ends when all copies have been tried.</summary>
    public Task EndAsync() => _running;

    private async Task TryAsync(FolderCopy whole, (FolderCopy Copy, Damage Damage)[] damaged)
    {
        Task<Inventory> truth = TakeAsync(whole);
        await Task.WhenAll(damaged.Select(async trial =>
        {
            Inventory found = await TakeAsync(trial.Copy);
            foreach (string violation in Judge(trial.Damage, await truth, found))
                _violations.Enqueue($"After damage to a copy ({trial.Damage}): {violation}");
            Interlocked.Increment(ref found.Refusal is not null ? ref _refused : ref _unharmed);
            tell($"Damaged a copy ({trial.Damage}): {found.Refusal ?? "unharmed"}; "
                + $"{found.Deliveries.Count} of {(await truth).Deliveries.Count} messages came");
        }));
    }

    private async Task<Inventory> TakeAsync(FolderCopy copy)
    {
        using (copy)
            return await Inventory.TakeAsync(program, copy.Path, CancellationToken.None);
    }

    /// <summary>What is wrong with what a damaged copy gave out.</summary>
    public static string[] Judge(Damage damage, Inventory truth, Inventory found)
    {
        if (truth.Refusal is not null)
            return [$"the undamaged copy was refused ({truth.Refusal}):\n{truth.Output}"];
        Dictionary<string, Delivery> expected = truth.Deliveries
            .ToDictionary(delivery => delivery.Body, StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        IEnumerable<string> wrong = found.Deliveries
            .Where(delivery => !seen.Add(delivery.Body) || !IsSame(delivery, expected.GetValueOrDefault(delivery.Body)))
            .Select(delivery => $"{delivery} was delivered, expected was {expected.GetValueOrDefault(delivery.Body)}.")
            .Concat(OutOfOrder(found.Deliveries));
        string[] all = [.. wrong];
        if (damage.IsNamedIn(found.Output))
            return all;
        if (found.Refusal is not null)
            return [.. all, $"{found.Refusal}, but the file and the offset are not told:\n{found.Output}"];
        return seen.Count == expected.Count
            ? all
            : [.. all, $"{expected.Count - seen.Count} of {expected.Count} messages were missing silently."];
    }

    /// <summary>Moves between queues give new numbers and go on while the copies are read.</summary>
    private static bool IsSame(Delivery found, Delivery? expected) => expected is not null
        && (found.Queue != expected.Queue
            || (found.Sequence == expected.Sequence && found.ReceiveCount == expected.ReceiveCount));

    private static IEnumerable<string> OutOfOrder(IEnumerable<Delivery> deliveries) => deliveries
        .Where(delivery => delivery.Queue.IsFifo)
        .GroupBy(delivery => (delivery.Queue, delivery.Group))
        .SelectMany(group => group.Zip(group.Skip(1)))
        .Where(pair => pair.First.Sequence > pair.Second.Sequence)
        .Select(pair => $"{pair.Second} was delivered after {pair.First}.");
}
