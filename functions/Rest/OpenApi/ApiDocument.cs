using Microsoft.OpenApi;

namespace QueueService.Functions.Rest.OpenApi;

/// <summary>The OpenAPI 3.1 document, made on the first request for it.</summary>
internal static class ApiDocument
{
    public const string Path = "/openapi/{documentName}.json";

    public static void AddTo(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.CamelCase;
            // Numbers in quotes are refused, so the document must not offer them.
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, RestContracts.Default);
        });
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            // HEAD is GET without the body; to name it with each would double the document.
            options.ShouldInclude = call => !HttpMethods.IsHead(call.HttpMethod ?? "");
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "Queue service", Version = "1" };
                SecurityDetails.DescribeSchemes(document);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer(OperationDetails.ApplyAsync);
            options.AddOperationTransformer(SecurityDetails.ApplyAsync);
            options.AddSchemaTransformer(SchemaDetails.ApplyAsync);
        });
    }
}
