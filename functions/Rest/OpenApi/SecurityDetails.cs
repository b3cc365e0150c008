using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using QueueService.Functions.Access;

namespace QueueService.Functions.Rest.OpenApi;

/// <summary>Says how a key is shown, and which calls need one.</summary>
internal static class SecurityDetails
{
    private const string Bearer = "bearer";
    private const string Basic = "basic";

    public static void DescribeSchemes(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??=
            new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            Description = "id and secret of an access key, joined by a dot.",
        };
        document.Components.SecuritySchemes[Basic] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Basic,
            Description = "The id of an access key as user, its secret as password.",
        };
    }

    public static Task ApplyAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<AccessNeed>().LastOrDefault()?.Kind is AccessNeedKind.Nothing or AccessNeedKind.OwnCheck)
            return Task.CompletedTask;
        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Basic, context.Document)] = [] },
        ];
        return Task.CompletedTask;
    }
}
