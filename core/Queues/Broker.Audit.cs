using QueueService.Audit;

namespace QueueService.Queues;

/// <content>Who has managed what.</content>
public sealed partial class Broker
{
    /// <summary>Entries that this process has stored, and those that it has lost.</summary>
    public (long Stored, long Lost) AuditCounts => (_audit.Stored, _audit.Lost);

    /// <summary>
    /// Keeps what is to be known of a call later, for <see cref="Limits.MaxAuditAge"/> at most. It is stored within a
    /// second, and nobody waits for it; a process that is killed before loses it.
    /// </summary>
    public void Audit(AuditEntry entry) => _audit.Add(entry);

    /// <summary>
    /// What all instances have kept, the newest first. A page may have fewer than asked for, or none, and another
    /// behind it.
    /// </summary>
    public async Task<Page<AuditEntry>> ListAuditAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        if (query.Limit is < 1 or > Limits.MaxPageSize)
        {
            throw new BrokerException(
                BrokerErrorCode.InvalidRequest, $"limit must be between 1 and {Limits.MaxPageSize}.");
        }

        await _audit.FlushAsync(cancellationToken);
        return await _auditReader.ListAsync(query, cancellationToken);
    }
}
