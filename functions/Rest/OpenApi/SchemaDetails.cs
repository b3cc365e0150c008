using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace QueueService.Functions.Rest.OpenApi;

/// <summary>Says in schemas what the types alone do not: times, choices of words, attribute values.</summary>
internal static class SchemaDetails
{
    public static Task ApplyAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        Type type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "date-time";
        }
        else if (type == typeof(JsonElement))
        {
            DescribeAttribute(schema);
        }

        if (Choice(context) is { } choice)
            schema.Enum = choice.Values.Select(value => (JsonNode)value!.ToString()!).ToList();
        if (schema.Properties is { Count: > 0 })
            schema.AdditionalPropertiesAllowed = false;
        return Task.CompletedTask;
    }

    private static AllowedValuesAttribute? Choice(OpenApiSchemaTransformerContext context) =>
        context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: false)
            .OfType<AllowedValuesAttribute>()
            .FirstOrDefault();

    private static void DescribeAttribute(OpenApiSchema schema) => schema.OneOf =
    [
        new OpenApiSchema { Type = JsonSchemaType.String },
        new OpenApiSchema { Type = JsonSchemaType.Number },
        new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Required = new HashSet<string>(StringComparer.Ordinal) { "base64" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["base64"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" },
            },
        },
    ];
}
