using Microsoft.AspNetCore.Http.Metadata;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.OpenApi;

/// <summary>Maps calls together with what the OpenAPI document says of them.</summary>
internal static class CallDescriptions
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>What is read by GET is looked for by HEAD, too; the server sends no body then.</summary>
    public static IEndpointConventionBuilder MapCall(
        this IEndpointRouteBuilder app, string method, string path, RequestDelegate handler, string summary) =>
        // The API explorer passes over endpoints that do not tell their method.
        app.MapMethods(path, HttpMethods.IsGet(method) ? Reading : [method], handler)
            .WithMetadata(handler.Method)
            .WithSummary(summary);

    /// <summary>Takes a body, and refuses one that is too large or of another type.</summary>
    public static IEndpointConventionBuilder Takes<T>(
        this IEndpointConventionBuilder call, bool optional, params string[] otherTypes) =>
        call.WithMetadata(
            new AcceptsMetadata([MediaTypes.Json, .. otherTypes], typeof(T), optional),
            Problem(StatusCodes.Status413PayloadTooLarge),
            Problem(StatusCodes.Status415UnsupportedMediaType));

    public static IEndpointConventionBuilder WithExample(this IEndpointConventionBuilder call, string json) =>
        call.WithMetadata(new RequestExample(json));

    /// <summary>Has no use for a body, and refuses one that says something.</summary>
    public static IEndpointConventionBuilder TakesNothing(this IEndpointConventionBuilder call) => call.WithMetadata(
        Problem(StatusCodes.Status413PayloadTooLarge), Problem(StatusCodes.Status415UnsupportedMediaType));

    public static IEndpointConventionBuilder TakesQuery(
        this IEndpointConventionBuilder call,
        string name,
        string description,
        int? minimum = null,
        int? maximum = null,
        IReadOnlyList<string>? words = null,
        bool isWhole = true) =>
        call.WithMetadata(new QueryParameter(name, description, minimum, maximum, words, isWhole));

    public static IEndpointConventionBuilder Answers<T>(this IEndpointConventionBuilder call, int status) =>
        call.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(T), [MediaTypes.Json]));

    /// <summary>An answer without a body, or with one that is not JSON.</summary>
    public static IEndpointConventionBuilder Answers(this IEndpointConventionBuilder call, int status) =>
        // The document passes over an answer that says nothing of a type.
        call.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(void)));

    /// <summary>The refusals of this call, beside those of its body and those that any call may give.</summary>
    public static void Refuses(this IEndpointConventionBuilder call, params ReadOnlySpan<int> statuses)
    {
        foreach (int status in statuses)
            call.WithMetadata(Problem(status));
        call.WithMetadata(
            Problem(StatusCodes.Status500InternalServerError), Problem(StatusCodes.Status503ServiceUnavailable));
    }

    /// <summary>What the document says of a refusal with a status.</summary>
    public static ProducesResponseTypeMetadata Problem(int status) =>
        new(status, typeof(ProblemBody), [ProblemWriter.MediaType]);
}
