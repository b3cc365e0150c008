namespace QueueService.Features;

/// <summary>
/// The feature level in force, as this process has read it last. What it reads may be too low for a while, never too
/// high, so whoever writes by it writes what all others can read. Thread-safe.
/// </summary>
/// <param name="level">The level of the store.</param>
internal sealed class FeatureGate(FeatureLevel level)
{
    private volatile int _level = level.Value;

    /// <summary>
    /// What may be written now: <c>Level >= FeatureLevel.Two</c> allows what came with level two. It may rise at any
    /// time, so a piece of work that must agree with itself reads it once.
    /// </summary>
    public FeatureLevel Level => new(_level);

    /// <summary>Takes note of the level of the store; a level never falls.</summary>
    public void Raise(FeatureLevel level)
    {
        if (level > Level)
            _level = level.Value;
    }
}
