using QueueService.Partitions;
using QueueService.Partitions.Messages;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Queues.Redrive;

/// <summary>Redrive tasks as documents.</summary>
internal static class RedriveTaskCodec
{
    private const byte Version = 2;

    /// <summary>The same with further members, each behind its number: from the third feature level on.</summary>
    private const byte TaggedVersion = 3;

    /// <summary>Had neither incarnation, owner, chosen messages, nor those that stay.</summary>
    private const byte EarlierVersion = 1;

    private enum Field : byte
    {
        End = 0,
        StartedBy = 1,
        Filter = 2,
        Scanned = 3,
        Origins = 4,
    }

    public static ReadOnlyMemory<byte> Encode(RedriveTask task)
    {
        RedriveInfo info = task.Info;
        WireWriter writer = new();
        bool isTagged = info.Request is not { StartedBy: null, Filter: null, Origins: null };
        writer.Byte(isTagged ? TaggedVersion : Version);
        writer.Text(info.Queue.Value);
        writer.Text(info.Request.Destination?.Value ?? "");
        writer.Number(info.Request.MaxPerSecond ?? 0);
        writer.Number(info.Request.MessageIds?.Count ?? 0);
        foreach (MessageId id in info.Request.MessageIds ?? [])
            writer.Text(id.ToString());
        writer.Number((int)info.State);
        writer.Number(info.Moved);
        writer.Number(info.Total);
        writer.Number(info.StartedAt.ToUnixTimeMilliseconds());
        writer.Number(info.EndedAt?.ToUnixTimeMilliseconds() ?? 0);
        writer.Text(info.Failure ?? "");
        writer.Number(task.Next.Count);
        for (int n = 0; n < task.Next.Count; n++)
        {
            writer.Number(task.Next[n].Value);
            writer.Number(task.End[n].Value);
        }

        writer.Fixed64(task.Incarnation);
        writer.Number(task.Stayed);
        writer.Fixed128(task.Owner);
        writer.Byte(task.Chosen is null ? (byte)0 : (byte)1);
        foreach (IReadOnlyList<SequenceNumber> messages in task.Chosen ?? [])
        {
            writer.Number(messages.Count);
            foreach (SequenceNumber message in messages)
                writer.Number(message.Value);
        }

        if (isTagged)
            WriteTagged(writer, task);
        return writer.Written;
    }

    public static RedriveTask Decode(Document document)
    {
        try
        {
            WireReader reader = new(document.Content.Span);
            byte version = reader.Version(EarlierVersion, TaggedVersion);
            RedriveTask task = Read(document.Id, ref reader);
            if (version >= Version)
                task = ReadRest(task, ref reader);
            if (version == TaggedVersion)
                task = ReadTagged(task, ref reader);
            reader.ExpectEnd();
            return task;
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"The redrive '{document.Id}'", exception);
        }
    }

    private static RedriveTask Read(string id, ref WireReader reader)
    {
        QueueName queue = ReadName(reader.Text()) ?? throw new FormatException("The queue is missing.");
        QueueName? destination = ReadName(reader.Text());
        int maxPerSecond = reader.Int32();
        MessageId[] ids = new MessageId[reader.Count()];
        for (int n = 0; n < ids.Length; n++)
            ids[n] = MessageId.TryParse(
                reader.Text(), out MessageId parsed) ? parsed : throw new FormatException("Bad id.");
        RedriveRequest request = new(
            destination, maxPerSecond == 0 ? null : maxPerSecond, ids.Length == 0 ? null : ids);
        RedriveState state = WireReader.Choice<RedriveState>(reader.Int32());
        long moved = reader.Number();
        long total = reader.Number();
        DateTimeOffset startedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.Number());
        long endedAt = reader.Number();
        string failure = reader.Text();
        int partitions = reader.Count(minimumSize: 2);
        SequenceNumber[] next = new SequenceNumber[partitions];
        SequenceNumber[] end = new SequenceNumber[partitions];
        for (int n = 0; n < partitions; n++)
        {
            next[n] = new SequenceNumber(reader.Number());
            end[n] = new SequenceNumber(reader.Number());
        }

        RedriveInfo info = new(
            id,
            queue,
            request,
            state,
            moved,
            total,
            startedAt,
            endedAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(endedAt),
            failure.Length == 0 ? null : failure);
        return new RedriveTask(info, next, end);
    }

    private static RedriveTask ReadRest(RedriveTask task, ref WireReader reader)
    {
        task = task with
        {
            Incarnation = reader.Fixed64(),
            Stayed = reader.Number(),
            Owner = reader.Fixed128(),
        };
        if (reader.Byte() == 0)
            return task;
        SequenceNumber[][] chosen = new SequenceNumber[task.Next.Count][];
        for (int n = 0; n < chosen.Length; n++)
        {
            chosen[n] = new SequenceNumber[reader.Count()];
            for (int m = 0; m < chosen[n].Length; m++)
                chosen[n][m] = new SequenceNumber(reader.Number());
        }

        return task with { Chosen = chosen };
    }

    private static void WriteTagged(WireWriter writer, RedriveTask task)
    {
        if (task.Info.Request.StartedBy is { } by)
        {
            writer.Byte((byte)Field.StartedBy);
            writer.Text(by);
        }

        if (task.Info.Request.Origins is { } origins)
        {
            writer.Byte((byte)Field.Origins);
            writer.Number(origins.Count);
            foreach (QueueName origin in origins)
                writer.Text(origin.Value);
        }

        if (task.Info.Request.Filter is { } filter)
        {
            writer.Byte((byte)Field.Filter);
            FilterCodec.Write(writer, filter);
        }

        if (task.Scanned > 0)
        {
            writer.Byte((byte)Field.Scanned);
            writer.Number(task.Scanned);
        }

        writer.Byte((byte)Field.End);
    }

    private static RedriveTask ReadTagged(RedriveTask task, ref WireReader reader)
    {
        RedriveRequest request = task.Info.Request;
        while (true)
        {
            Field field = (Field)reader.Byte();
            switch (field)
            {
                case Field.End:
                    return task with { Info = task.Info with { Request = request } };
                case Field.StartedBy:
                    request = request with { StartedBy = reader.Text() };
                    break;
                case Field.Origins:
                    request = request with { Origins = ReadOrigins(ref reader) };
                    break;
                case Field.Filter:
                    request = request with { Filter = FilterCodec.Read(ref reader) };
                    break;
                case Field.Scanned:
                    task = task with { Scanned = reader.Number() };
                    break;
                default:
                    throw new UnknownFormatException($"Unknown member {(byte)field} of a redrive.");
            }
        }
    }

    private static QueueName[] ReadOrigins(ref WireReader reader)
    {
        QueueName[] origins = new QueueName[reader.Count()];
        for (int n = 0; n < origins.Length; n++)
            origins[n] = ReadName(reader.Text()) ?? throw new FormatException("An origin is missing.");
        return origins;
    }

    private static QueueName? ReadName(string text)
    {
        if (text.Length == 0)
            return null;
        return QueueName.TryParse(text, out QueueName name) ? name : throw new FormatException("Not a queue name.");
    }
}
