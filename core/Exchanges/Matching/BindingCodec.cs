using QueueService.Partitions.Messages;
using QueueService.Wire;

namespace QueueService.Exchanges.Matching;

/// <summary>
/// Bindings as bytes: destination, key, conditions. The id is not written, since it follows from the rest. **stored**;
/// pinned by <c>BindingFormatTests</c>.
/// </summary>
internal static class BindingCodec
{
    /// <summary>Stands in the place of the mode of a match.</summary>
    private const byte NoMatch = 0;

    public static void Write(WireWriter writer, Binding binding)
    {
        writer.Byte((byte)binding.Destination.Kind);
        writer.Text(binding.Destination.Name);
        writer.Text(binding.RoutingKey);
        if (binding.Match is { } match)
            Write(writer, match);
        else
            writer.Byte(NoMatch);
    }

    public static void Write(WireWriter writer, BindingMatch match)
    {
        writer.Byte((byte)match.Mode);
        writer.Number(match.Conditions.Count);
        foreach (Condition condition in match.Conditions)
        {
            writer.Text(condition.Name);
            writer.Byte((byte)condition.Kind);
            switch (condition.Kind)
            {
                case ConditionKind.Equal:
                    Write(writer, condition.Values[0]);
                    break;
                case ConditionKind.AnyOf:
                    writer.Number(condition.Values.Count);
                    foreach (ConditionValue value in condition.Values)
                        Write(writer, value);
                    break;
                case ConditionKind.Prefix:
                    writer.Text(condition.Values[0].Text);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>
    /// Throws <see cref="UnknownFormatException"/> for what a later program has written, and any other
    /// <see cref="FormatException"/> for what none has.
    /// </summary>
    public static Binding Read(ref WireReader reader)
    {
        Destination destination = ReadDestination(ref reader);
        string key = reader.Text();
        int mode = reader.Byte();
        return new Binding(destination, key, mode == NoMatch ? null : ReadMatch(mode, ref reader));
    }

    private static Destination ReadDestination(ref WireReader reader)
    {
        DestinationKind kind = WireReader.Choice<DestinationKind>(reader.Byte());
        string name = reader.Text();
        if (kind == DestinationKind.Queue && QueueName.TryParse(name, out QueueName queue))
            return Destination.Of(queue);
        if (kind == DestinationKind.Exchange && ExchangeName.TryParse(name, out ExchangeName exchange))
            return Destination.Of(exchange);
        throw new FormatException("Not the name of a destination.");
    }

    private static BindingMatch ReadMatch(int mode, ref WireReader reader)
    {
        MatchMode known = WireReader.Choice<MatchMode>(mode);
        Condition[] conditions = new Condition[reader.Count(minimumSize: 2)];
        for (int n = 0; n < conditions.Length; n++)
            conditions[n] = ReadCondition(ref reader);
        return new BindingMatch(known, conditions);
    }

    private static Condition ReadCondition(ref WireReader reader)
    {
        string name = reader.Text();
        ConditionKind kind = WireReader.Choice<ConditionKind>(reader.Byte());
        return kind switch
        {
            ConditionKind.Equal => Condition.Equal(name, ReadValue(ref reader)),
            ConditionKind.AnyOf => Condition.AnyOf(name, ReadValues(ref reader)),
            ConditionKind.Prefix => Condition.Prefix(name, reader.Text()),
            _ => Condition.Exists(name, kind == ConditionKind.Present),
        };
    }

    private static ConditionValue[] ReadValues(ref WireReader reader)
    {
        ConditionValue[] values = new ConditionValue[reader.Count(minimumSize: 2)];
        for (int n = 0; n < values.Length; n++)
            values[n] = ReadValue(ref reader);
        return values;
    }

    private static void Write(WireWriter writer, ConditionValue value)
    {
        writer.Byte((byte)value.Kind);
        writer.Text(value.Text);
    }

    private static ConditionValue ReadValue(ref WireReader reader)
    {
        AttributeKind kind = WireReader.Choice<AttributeKind>(reader.Byte());
        string text = reader.Text();
        return kind switch
        {
            AttributeKind.Text => ConditionValue.Of(text),
            AttributeKind.Number when ConditionValue.TryNumber(text, out ConditionValue number) => number,
            AttributeKind.Boolean when text is "true" or "false" =>
                ConditionValue.Of(string.Equals(text, "true", StringComparison.Ordinal)),
            _ => throw new FormatException($"A condition has a value of kind {kind}."),
        };
    }
}
