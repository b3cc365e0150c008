using Microsoft.OpenApi;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>
/// A value that the attribute must have, by type and value; or an object that says what else holds of it.
/// </summary>
internal sealed record ConditionBody
{
    /// <summary>What no type can say: a value of one of three types, or an object with one of three members.</summary>
    public static void Describe(OpenApiSchema schema)
    {
        schema.Type = null;
        schema.OneOf =
        [
            .. Values(),
            With("exists", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
            With("prefix", new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 }),
            With("anyOf", new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                MinItems = 1,
                MaxItems = Limits.MaxConditionValues,
                Items = new OpenApiSchema { OneOf = [.. Values()] },
            }),
        ];
    }

    private static IEnumerable<IOpenApiSchema> Values() =>
        new[] { JsonSchemaType.String, JsonSchemaType.Number, JsonSchemaType.Boolean }
            .Select(type => new OpenApiSchema { Type = type });

    private static OpenApiSchema With(string member, OpenApiSchema value) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = new HashSet<string>(StringComparer.Ordinal) { member },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { [member] = value },
    };
}
