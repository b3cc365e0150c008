using QueueService.Storage;

namespace QueueService.Features;

/// <summary>
/// The feature level in force, as this process has read it last. What it reads may be too low for a while, never too
/// high, so whoever writes by it writes what all others can read. Thread-safe.
/// </summary>
/// <param name="level">The level of the store.</param>
/// <param name="newest">The highest level that this process can read.</param>
internal sealed class FeatureGate(FeatureLevel level, FeatureLevel newest)
{
    private volatile int _level = level.Value;

    public FeatureGate(FeatureLevel level)
        : this(level, FeatureLevel.Newest)
    {
    }

    /// <summary>
    /// What may be written now: <c>Level >= FeatureLevel.Two</c> allows what came with level two. It may rise at any
    /// time, so a piece of work that must agree with itself reads it once.
    /// </summary>
    public FeatureLevel Level => new(_level);

    /// <summary>The highest level that this process can read.</summary>
    public FeatureLevel Newest => newest;

    /// <summary>False if this process is too old for the store, and must leave it alone.</summary>
    public bool IsReadable => Level <= newest;

    /// <summary>Takes note of the level of the store; a level never falls.</summary>
    public void Raise(FeatureLevel level)
    {
        if (level > Level)
            _level = level.Value;
    }

    /// <exception cref="NewerFormatException">This process is too old for the store.</exception>
    public void Check()
    {
        if (!IsReadable)
        {
            throw new NewerFormatException(
                $"The store is at feature level {Level}, and this instance reads no more than level {newest}; upgrade "
                + "this instance.");
        }
    }
}
