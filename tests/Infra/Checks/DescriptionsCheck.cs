using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Checks;

/// <summary>Parameters and outputs say what they are, and parameters what is allowed.</summary>
internal static class DescriptionsCheck
{
    public static IEnumerable<string> Complaints(BicepFile file) =>
        file.Parameters.Concat(file.Outputs)
            .Where(declaration => declaration.Decorator("description") is not [var text]
                || text.Literal() is not { Length: > 10 } description
                || description[^1] != '.')
            .Select(declaration => $"{Place(file, declaration)} has no description that ends with a full stop")
            .Concat(file.Parameters.Where(IsUnbounded)
                .Select(parameter => $"{Place(file, parameter)} has neither allowed values nor a range"))
            .Concat(file.Parameters.Where(IsOutsideItsBounds)
                .Select(parameter => $"{Place(file, parameter)} has a default that is not allowed"));

    private static bool IsUnbounded(Declaration parameter) => parameter.Type is "int"
        && parameter.Decorator("allowed") is null
        && (parameter.Decorator("minValue") is null || parameter.Decorator("maxValue") is null);

    private static bool IsOutsideItsBounds(Declaration parameter) => parameter switch
    {
        { Value: null } => false,
        { Type: "int" } => !int.TryParse(parameter.Value.Text, out int value)
            || value < Bound(parameter, "minValue", int.MinValue)
            || value > Bound(parameter, "maxValue", int.MaxValue)
            || !IsAllowed(parameter),
        _ => !IsAllowed(parameter),
    };

    private static bool IsAllowed(Declaration parameter) => parameter.Decorator("allowed") is not [var values]
        || values.Parts.Any(value => string.Equals(value.Text, parameter.Value!.Text, StringComparison.Ordinal));

    private static int Bound(Declaration parameter, string name, int otherwise) =>
        parameter.Decorator(name) is [var bound] ? int.Parse(bound.Text, null) : otherwise;

    private static string Place(BicepFile file, Declaration declaration) =>
        $"{file.Path}:{declaration.Node.Line}: '{declaration.Name}'";
}
