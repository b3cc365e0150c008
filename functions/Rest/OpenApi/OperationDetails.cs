using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;

namespace QueueService.Functions.Rest.OpenApi;

/// <summary>Adds to an operation what its handler takes from the address.</summary>
internal static class OperationDetails
{
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
        return Task.CompletedTask;
    }

    private static OpenApiParameter PathParameter(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Schema = string.Equals(name, "queue", StringComparison.Ordinal)
            ? new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MaxLength = Limits.MaxQueueNameLength,
                Pattern = @"^[A-Za-z0-9_-]+(\.fifo)?$",
            }
            : new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiParameter Query(QueryParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.Description,
        Schema = new OpenApiSchema
        {
            Type = parameter.Maximum is null ? JsonSchemaType.String : JsonSchemaType.Number,
            Minimum = parameter.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = parameter.Maximum?.ToString(CultureInfo.InvariantCulture),
            Enum = parameter.Words?.Select(word => (JsonNode)word).ToList() ?? [],
        },
    };
}
