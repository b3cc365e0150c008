using System.Text.Json;
using System.Text.Json.Serialization;

namespace QueueService.Functions.Rest.Json;

/// <summary>Gives contracts the same time format as hand-written answers.</summary>
internal sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JsonTime.ToText(value));
}
