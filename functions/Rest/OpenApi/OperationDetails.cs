using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Rest.OpenApi;

/// <summary>Adds to an operation what its handler takes from the address.</summary>
internal static class OperationDetails
{
    private static readonly Dictionary<string, OpenApiMediaType> NoContent = new(StringComparer.Ordinal);

    public static Task ApplyAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        var route = RoutePatternFactory.Parse(context.Description.RelativePath ?? "");
        foreach (RoutePatternParameterPart part in route.Parameters)
            operation.Parameters.Add(PathParameter(part.Name));
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (QueryParameter parameter in metadata.OfType<QueryParameter>())
            operation.Parameters.Add(Query(parameter));
        foreach ((string mediaType, OpenApiMediaType content) in operation.RequestBody?.Content ?? NoContent)
        {
            // The one type that a call takes describes its JSON; any other body is bytes.
            if (!string.Equals(mediaType, MediaTypes.Json, StringComparison.Ordinal))
                content.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            else if (metadata.OfType<RequestExample>().FirstOrDefault() is { } example)
                content.Example = JsonNode.Parse(example.Json);
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter PathParameter(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Schema = name switch
        {
            "queue" => Name(Limits.MaxQueueNameLength, @"^[A-Za-z0-9_-]+(\.fifo)?$"),
            "exchange" => Name(Limits.MaxExchangeNameLength, "^(?!amq\\.)[A-Za-z0-9_.:-]+$"),
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

    private static OpenApiSchema Name(int maxLength, string pattern) => new()
    {
        Type = JsonSchemaType.String,
        MaxLength = maxLength,
        Pattern = pattern,
    };

    private static OpenApiParameter Query(QueryParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.Description,
        Schema = new OpenApiSchema
        {
            Type = !parameter.IsNumber ? JsonSchemaType.String
                : parameter.IsWhole ? JsonSchemaType.Integer
                : JsonSchemaType.Number,
            Minimum = parameter.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = parameter.Maximum?.ToString(CultureInfo.InvariantCulture),
            Enum = parameter.Words?.Select(word => (JsonNode)word).ToList() ?? [],
        },
    };
}
