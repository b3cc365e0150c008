using System.IO.Pipelines;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Json;

/// <summary>
/// Waits for the next bytes of a body: for no longer than a body may stand still, and no longer than a whole one may
/// take. Costs nothing where the bytes are there already.
/// </summary>
internal struct BodyPatience
{
    /// <summary>A lost packet is sent again several times within it.</summary>
    private static readonly TimeSpan Stillness = TimeSpan.FromSeconds(10);

    /// <summary>The largest request at one megabit a second.</summary>
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(140);

    [ThreadStatic]
    private static CancellationTokenSource? t_kept;

    private long _waitingSince;

    /// <exception cref="ProblemException"><c>RequestTimeout</c>; the connection is closed then.</exception>
    public ValueTask<ReadResult> ReadAsync(HttpContext context)
    {
        PipeReader reader = context.Request.BodyReader;
        if (reader.TryRead(out ReadResult read))
            return new ValueTask<ReadResult>(read);
        if (_waitingSince == 0)
            _waitingSince = Environment.TickCount64;
        TimeSpan left = Whole - TimeSpan.FromMilliseconds(Environment.TickCount64 - _waitingSince);
        return left > TimeSpan.Zero
            ? WaitAsync(context, reader, left < Stillness ? left : Stillness)
            : throw TooSlow(context);
    }

    private static async ValueTask<ReadResult> WaitAsync(HttpContext context, PipeReader reader, TimeSpan patience)
    {
        CancellationTokenSource timer = t_kept ?? new CancellationTokenSource();
        t_kept = null;
        try
        {
            ReadResult read;
            timer.CancelAfter(patience);

            // Not by the token: the server takes a read that throws for one that still goes on, and logs an error.
            await using (timer.Token.UnsafeRegister(static read => ((PipeReader)read!).CancelPendingRead(), reader))
                read = await reader.ReadAsync();
            if (!timer.IsCancellationRequested)
                return read;
            reader.AdvanceTo(read.Buffer.Start);
            context.RequestAborted.ThrowIfCancellationRequested();
            throw TooSlow(context);
        }
        catch (BadHttpRequestException)
        {
            // What is missing of the body of a client that has left is nobody's fault.
            context.RequestAborted.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            if (timer.TryReset())
                t_kept = timer;
            else
                timer.Dispose();
        }
    }

    /// <summary>What is still to come of the body is not waited for.</summary>
    private static ProblemException TooSlow(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return new ProblemException(HttpProblems.TooSlow);
    }
}
