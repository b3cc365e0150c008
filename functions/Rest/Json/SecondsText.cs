using System.Buffers.Text;

namespace QueueService.Functions.Rest.Json;

/// <summary>Spans of time are written as seconds; a fraction counts down to the millisecond.</summary>
internal static class SecondsText
{
    public static string Allowed(TimeSpan min, TimeSpan max) =>
        $"must be a number of seconds from {min.TotalSeconds:0} to {max.TotalSeconds:0}.";

    public static bool TryParse(ReadOnlySpan<byte> text, TimeSpan min, TimeSpan max, out TimeSpan span)
    {
        span = default;
        if (!Utf8Parser.TryParse(text, out double seconds, out int consumed) || consumed != text.Length)
            return false;
        // A comparison that is false for NaN too.
        if (!(seconds >= min.TotalSeconds && seconds <= max.TotalSeconds))
            return false;
        span = TimeSpan.FromMilliseconds((long)Math.Round(seconds * 1000));
        return true;
    }

    public static decimal Of(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond / 1000m;
}
