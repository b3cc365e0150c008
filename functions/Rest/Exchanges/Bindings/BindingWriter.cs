using System.Text.Json;
using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;
using QueueService.Routing.Bindings;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>Writes bindings; routing key and match are such as may be sent to make the same binding.</summary>
internal static class BindingWriter
{
    public static void Write(Utf8JsonWriter json, BoundFrom bound)
    {
        Binding binding = bound.Binding;
        json.WriteStartObject();
        json.WriteString("bindingId"u8, binding.Id.ToString());
        json.WriteString("exchange"u8, bound.Exchange.Value);
        json.WriteString(
            binding.Destination.Kind == DestinationKind.Queue ? "queue"u8 : "toExchange"u8, binding.Destination.Name);
        if (binding.RoutingKey.Length > 0)
            json.WriteString("routingKey"u8, binding.RoutingKey);
        if (binding.Match is not null)
            WriteMatch(json, binding.Match);
        json.WriteEndObject();
    }

    private static void WriteMatch(Utf8JsonWriter json, BindingMatch match)
    {
        json.WriteStartObject("match"u8);
        json.WriteString("mode"u8, MatchWords.Of(match.Mode));
        json.WriteStartObject("attributes"u8);
        foreach (Condition condition in match.Conditions)
        {
            json.WritePropertyName(condition.Name);
            if (condition.Kind == ConditionKind.Equal)
                WriteValue(json, condition.Values[0]);
            else
                WriteObject(json, condition);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, Condition condition)
    {
        json.WriteStartObject();
        switch (condition.Kind)
        {
            case ConditionKind.Prefix:
                json.WriteString("prefix"u8, condition.Values[0].Text);
                break;
            case ConditionKind.AnyOf:
                json.WriteStartArray("anyOf"u8);
                foreach (ConditionValue value in condition.Values)
                    WriteValue(json, value);
                json.WriteEndArray();
                break;
            default:
                json.WriteBoolean("exists"u8, condition.Kind == ConditionKind.Present);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Numbers and booleans are kept as JSON has them.</summary>
    private static void WriteValue(Utf8JsonWriter json, ConditionValue value)
    {
        if (value.Kind == AttributeKind.Text)
            json.WriteStringValue(value.Text);
        else
            json.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
