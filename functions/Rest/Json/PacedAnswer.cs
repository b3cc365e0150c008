using System.Buffers;
using System.IO.Pipelines;

namespace QueueService.Functions.Rest.Json;

/// <summary>
/// Writes answers as their clients take them, and cuts off a client that does not: what it has not taken is in memory
/// until then. The server's own bound is on the average of an answer, and counts as read what the operating system has
/// taken at once: by it, who asks for 4 MiB may hold them for eight minutes.
/// </summary>
internal static class PacedAnswer
{
    /// <summary>As much as a connection buffers: to write one step is to wait for the one before.</summary>
    private const int StepBytes = 64 * 1024;

    /// <summary>For one step: some 4 KiB a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static ValueTask<FlushResult> WriteAnswerAsync(this HttpContext context, ReadOnlyMemory<byte> answer)
    {
        if (answer.Length > StepBytes)
            return WriteInStepsAsync(context, answer);
        context.Response.BodyWriter.Write(answer.Span);
        return FlushAsync(context);
    }

    private static async ValueTask<FlushResult> WriteInStepsAsync(HttpContext context, ReadOnlyMemory<byte> answer)
    {
        FlushResult flushed = default;
        while (!answer.IsEmpty && !flushed.IsCompleted && !flushed.IsCanceled)
        {
            ReadOnlyMemory<byte> step = answer[..Math.Min(StepBytes, answer.Length)];
            context.Response.BodyWriter.Write(step.Span);
            flushed = await FlushAsync(context);
            answer = answer[step.Length..];
        }

        return flushed;
    }

    private static ValueTask<FlushResult> FlushAsync(HttpContext context)
    {
        ValueTask<FlushResult> flushing = context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return flushing.IsCompleted ? flushing : WaitAsync(context, flushing.AsTask());
    }

    private static async ValueTask<FlushResult> WaitAsync(HttpContext context, Task<FlushResult> flushing)
    {
        try
        {
            return await flushing.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            context.Abort();
            return await flushing;
        }
    }
}
