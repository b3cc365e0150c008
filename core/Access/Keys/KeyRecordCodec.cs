using QueueService.Access.Policies;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Access.Keys;

/// <summary>
/// Keys as documents. Those that name exchanges have a version of their own, which is written from the fourth feature
/// level on. **stored**; pinned by <c>KeyRecordFormatTests</c>.
/// </summary>
internal static class KeyRecordCodec
{
    private const byte Version = 1;
    private const byte VersionWithExchanges = 2;

    /// <summary>The actions of the first release.</summary>
    private const AccessActions FirstActions = AccessActions.OfQueues | AccessActions.Keys | AccessActions.Metrics;

    public static ReadOnlyMemory<byte> Encode(KeyRecord record)
    {
        AccessKey key = record.Key;
        WireWriter writer = new();
        bool namesExchanges = key.Policy.NamesExchanges;
        writer.Byte(namesExchanges ? VersionWithExchanges : Version);
        writer.Text(key.Id);
        writer.Text(key.Name);
        writer.Byte(key.IsEnabled ? (byte)1 : (byte)0);
        writer.Number(key.CreatedAt.ToUnixTimeMilliseconds());
        writer.Text(key.CreatedBy);
        WriteTime(writer, key.ExpiresAt);
        WriteTime(writer, key.LastUsedAt);
        writer.Number(key.RotatedAt.ToUnixTimeMilliseconds());
        WriteTime(writer, key.PreviousSecretUntil);
        writer.Bytes(record.Secret.Span);
        writer.Bytes(record.PreviousSecret.Span);
        writer.Number(key.Policy.Statements.Count);
        foreach (PolicyStatement statement in key.Policy.Statements)
        {
            WriteStatement(writer, statement);
            if (namesExchanges)
                WriteExchanges(writer, statement);
        }

        return writer.Written;
    }

    public static KeyRecord Decode(Document document)
    {
        try
        {
            WireReader reader = new(document.Content.Span);
            bool namesExchanges = reader.Version(Version, VersionWithExchanges) == VersionWithExchanges;
            AccessKey key = new()
            {
                Id = reader.Text(),
                Name = reader.Text(),
                IsEnabled = reader.Byte() == 1,
                CreatedAt = ReadTime(ref reader) ?? throw new FormatException("The key has no beginning."),
                CreatedBy = reader.Text(),
                ExpiresAt = ReadTime(ref reader),
                LastUsedAt = ReadTime(ref reader),
                RotatedAt = ReadTime(ref reader) ?? throw new FormatException("The secret has no beginning."),
                PreviousSecretUntil = ReadTime(ref reader),
                Policy = AccessPolicy.Nothing,
            };
            byte[] secret = reader.Bytes().ToArray();
            byte[] previous = reader.Bytes().ToArray();
            PolicyStatement[] statements = new PolicyStatement[reader.Count(minimumSize: 3)];
            for (int n = 0; n < statements.Length; n++)
                statements[n] = ReadStatement(ref reader, namesExchanges);
            reader.ExpectEnd();
            return string.Equals(key.Id, document.Id, StringComparison.Ordinal)
                ? new KeyRecord(key with { Policy = new AccessPolicy(statements) }, secret, previous)
                : throw new FormatException($"It is that of key '{key.Id}'.");
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"The access key '{document.Id}'", exception);
        }
    }

    private static void WriteStatement(WireWriter writer, PolicyStatement statement)
    {
        writer.Text(statement.Role ?? "");
        // What a role may do is told by its name: programs that do not know all of it read the key all the same.
        writer.Number((long)(statement.Role is null ? statement.Actions : statement.Actions & FirstActions));
        writer.Number(statement.Queues.Count);
        foreach (QueuePattern pattern in statement.Queues)
            writer.Text(pattern.Value);
    }

    private static PolicyStatement ReadStatement(ref WireReader reader, bool namesExchanges)
    {
        string role = reader.Text();
        AccessActions actions = (AccessActions)reader.Int32();
        if ((actions & ~AccessActions.All) != AccessActions.None)
            throw new UnknownFormatException($"Unknown actions {actions}.");
        QueuePattern[] queues = new QueuePattern[reader.Count()];
        for (int n = 0; n < queues.Length; n++)
        {
            if (!QueuePattern.TryParse(reader.Text(), out queues[n]))
                throw new FormatException("A pattern is not one.");
        }

        ExchangePattern[]? exchanges = namesExchanges ? ReadExchanges(ref reader) : null;
        if (role.Length == 0)
            return new PolicyStatement(actions, queues, null, exchanges);
        // What a role may do is decided by the program that runs, not by the one that gave it out.
        return AccessRole.Find(role)?.On(queues, exchanges)
            ?? throw new UnknownFormatException($"Unknown role '{role}'.");
    }

    private static void WriteExchanges(WireWriter writer, PolicyStatement statement)
    {
        writer.Byte(statement.NamesExchanges ? (byte)1 : (byte)0);
        if (!statement.NamesExchanges)
            return;
        writer.Number(statement.Exchanges.Count);
        foreach (ExchangePattern pattern in statement.Exchanges)
            writer.Text(pattern.Value);
    }

    /// <summary>Null if the statement names none.</summary>
    private static ExchangePattern[]? ReadExchanges(ref WireReader reader)
    {
        if (reader.Byte() == 0)
            return null;
        ExchangePattern[] exchanges = new ExchangePattern[reader.Count()];
        for (int n = 0; n < exchanges.Length; n++)
        {
            if (!ExchangePattern.TryParse(reader.Text(), out exchanges[n]))
                throw new FormatException("A pattern is not one.");
        }

        return exchanges;
    }

    private static void WriteTime(WireWriter writer, DateTimeOffset? time) =>
        writer.Number(time?.ToUnixTimeMilliseconds() ?? 0);

    private static DateTimeOffset? ReadTime(ref WireReader reader) =>
        reader.Number() is > 0 and long time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
}
