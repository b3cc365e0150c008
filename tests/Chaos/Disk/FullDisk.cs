using System.Text.Json;
using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Disk;

/// <summary>
/// Fills the disk of a store again and again: sends have to be refused with 503 then, and to be taken again once there
/// is space.
/// </summary>
internal sealed class FullDisk(string folder, Traffic traffic, Random random)
{
    private const int ProbePadding = 64 * 1024;
    private const int LargestPiece = 1024 * 1024;
    private const int SmallestPiece = 512;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ProbePause = TimeSpan.FromMilliseconds(20);

    // Generous, because the service may just have been killed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _ballast = Path.Combine(folder, "ballast");
    private int _probes;

    /// <summary>How often the disk was full.</summary>
    public int Times { get; private set; }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (await Pause.WaitAsync(LongestPause * random.NextDouble(), stopping))
        {
            Fill();
            if (!await ProbeAsync(IsRefusedAsFull))
                traffic.Ledger.AddMistake($"No send was refused with 503 within {Patience} of the disk being full.");
            await Pause.WaitAsync(LongestHold * random.NextDouble(), stopping);
            Fill();
            File.Delete(_ballast);
            if (!await ProbeAsync(answer => answer.Outcome == Outcome.Done))
                traffic.Ledger.AddMistake($"No send was taken within {Patience} of there being space again.");
            Times++;
        }
    }

    /// <summary>Takes all the space that there is, to the last block.</summary>
    private void Fill()
    {
        // Unbuffered, so that nothing is left to be written when the file is closed.
        using FileStream file = new(_ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] piece = new byte[LargestPiece];
        for (int size = piece.Length; size >= SmallestPiece;)
        {
            try
            {
                file.Write(piece.AsSpan(0, size));
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    /// <summary>Sends messages of their own until one is answered like this; false if none is.</summary>
    private async Task<bool> ProbeAsync(Predicate<RestAnswer> isAnswer)
    {
        using CancellationTokenSource patience = new(Patience);
        do
        {
            SentMessage probe = new(QueueSpec.Sources[0], $"probe.{++_probes}", Group: null, DeduplicationId: null)
            {
                Began = DateTimeOffset.UtcNow,
                Padding = ProbePadding,
            };
            if (isAnswer(await traffic.Client.SendAsync([probe], CancellationToken.None)))
                return true;
        }
        while (await Pause.WaitAsync(ProbePause, patience.Token));
        return false;
    }

    private static bool IsRefusedAsFull(RestAnswer answer) => answer.Outcome == Outcome.Refused
        && answer.Body.ValueKind == JsonValueKind.Object
        && answer.Body.GetProperty("status").GetInt32() == 503;
}
