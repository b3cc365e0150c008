using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using QueueService.Functions.Rest.Exchanges.Bindings;

namespace QueueService.Functions.Rest.OpenApi;

/// <summary>Says in schemas what the types alone do not: times, choices of words, attribute values.</summary>
internal static class SchemaDetails
{
    /// <summary>By this the generator of the document remembers that a member may be null.</summary>
    private const string NullableProperty = "x-is-nullable-property";

    public static Task ApplyAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        Type type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "date-time";
        }
        else if (type == typeof(IReadOnlyDictionary<string, JsonElement>))
        {
            DescribeMap(schema, Limits.MaxMessageAttributes, AttributeNames());
            schema.AdditionalProperties = AttributeValue();
        }
        else if (type == typeof(IReadOnlyDictionary<string, ConditionBody>))
        {
            DescribeMap(schema, Limits.MaxBindingConditions, AttributeNames());
        }
        else if (type == typeof(ConditionBody))
        {
            ConditionBody.Describe(schema);
        }
        else if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            DescribeMap(schema, Limits.MaxTags, TagKeys());
            schema.AdditionalProperties = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MaxLength = Limits.MaxTagValueLength,
            };
        }

        if (context.JsonPropertyInfo is { } property)
            DescribeNull(schema, property);
        if (Choice(context) is { } choice)
            schema.Enum = choice.Values.Select(value => (JsonNode)value!.ToString()!).ToList();
        if (schema.Properties is { Count: > 0 })
            schema.AdditionalPropertiesAllowed = false;
        return Task.CompletedTask;
    }

    /// <summary>
    /// What may be absent is not null: neither do answers have nulls, nor do requests take them, but for a few.
    /// </summary>
    private static void DescribeNull(OpenApiSchema schema, JsonPropertyInfo property)
    {
        if (property.AttributeProvider?.IsDefined(typeof(TakesNullAttribute), inherit: false) == true)
        {
            schema.Type |= JsonSchemaType.Null;
            return;
        }

        schema.Type &= ~JsonSchemaType.Null;
        schema.Metadata?.Remove(NullableProperty);
    }

    private static AllowedValuesAttribute? Choice(OpenApiSchemaTransformerContext context) =>
        context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: false)
            .OfType<AllowedValuesAttribute>()
            .FirstOrDefault();

    private static void DescribeMap(OpenApiSchema schema, int maxProperties, JsonObject names)
    {
        schema.MaxLength = null;
        schema.MaxProperties = maxProperties;
        // A keyword of JSON Schema that the library has no property for.
        schema.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        schema.Extensions["propertyNames"] = new JsonNodeExtension(names);
    }

    private static JsonObject AttributeNames() => new()
    {
        ["pattern"] = $"^[A-Za-z0-9_.-]{{1,{Limits.MaxAttributeNameLength}}}$",
    };

    private static JsonObject TagKeys() => new() { ["minLength"] = 1, ["maxLength"] = Limits.MaxTagKeyLength };

    private static OpenApiSchema AttributeValue() => new()
    {
        OneOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String },
            new OpenApiSchema { Type = JsonSchemaType.Number },
            new OpenApiSchema { Type = JsonSchemaType.Boolean },
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
        ],
    };
}
