using Microsoft.AspNetCore.Routing.Patterns;

namespace QueueService.Functions.Service;

/// <summary>Routes as the audit and the metrics name them.</summary>
internal static class RouteText
{
    /// <summary>
    /// The address with the names of its parameters, without their constraints: as the API documents it.
    /// </summary>
    public static string Of(RouteEndpoint endpoint) => "/" + string.Join(
        '/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(TextOf))));

    private static string TextOf(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternLiteralPart literal => literal.Content,
        _ => throw new InvalidOperationException($"A route has a part of kind {part.PartKind}."),
    };
}
