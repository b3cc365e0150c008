namespace QueueService.Storage;

/// <summary>
/// The random identity of one commit (128 bits). It tells, after an ambiguous answer, whether the frame that is now in
/// the log is the one that was sent.
/// </summary>
public readonly record struct CommitId(UInt128 Value)
{
    public override string ToString() => Value.ToString("x32", null);
}
