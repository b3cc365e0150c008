using System.Globalization;
using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Evaluation;

/// <summary>
/// Computes what expressions of a file amount to: as much of Bicep as names and keys are made with. Anything else throws.
/// </summary>
/// <param name="given">Values of parameters, and of whatever else is to be taken as given.</param>
internal sealed class Evaluator(BicepFile file, IReadOnlyDictionary<string, object> given)
{
    public object Variable(string name) => Evaluate(new Name(name, given));

    public object Evaluate(SyntaxNode node) => Evaluate(node, given);

    private object Evaluate(Name name)
    {
        if (name.Scope.TryGetValue(name.Text, out object? value))
            return value;
        Declaration variable = file.Variables.Concat(file.Parameters)
            .Single(variable => string.Equals(variable.Name, name.Text, StringComparison.Ordinal));
        return Evaluate(variable.Value!, given);
    }

    private object Evaluate(SyntaxNode node, IReadOnlyDictionary<string, object> scope) => node.Kind switch
    {
        "string" => string.Concat(node.Parts.Select(part => part.Is("interpolation")
            ? Convert.ToString(Evaluate(part.Parts[0], scope), CultureInfo.InvariantCulture)
            : part.Text)),
        "number" => long.Parse(node.Text, CultureInfo.InvariantCulture),
        "identifier" => Evaluate(new Name(node.Text, scope)),
        "array" => node.Parts.Select(part => Evaluate(part, scope)).ToList(),
        "parenthesized_expression" => Evaluate(node.Parts[0], scope),
        "binary_expression" => Compute(node, scope),
        "call_expression" => Call(node, scope),
        _ => throw new NotSupportedException(node.ToString()),
    };

    private long Compute(SyntaxNode node, IReadOnlyDictionary<string, object> scope)
    {
        var left = (long)Evaluate(node.Field("left")!, scope);
        var right = (long)Evaluate(node.Field("right")!, scope);
        return node.Field("operator")!.Text switch
        {
            "+" => left + right,
            "*" => left * right,
            "/" => left / right,
            "%" => left % right,
            var other => throw new NotSupportedException(other),
        };
    }

    private object Call(SyntaxNode node, IReadOnlyDictionary<string, object> scope)
    {
        string name = node.Field("function")!.Text;
        IReadOnlyList<SyntaxNode> arguments = node.Field("arguments")!.Parts;
        if (string.Equals(name, "map", StringComparison.Ordinal))
        {
            return ((List<object>)Evaluate(arguments[0], scope))
                .Select(item => Evaluate(arguments[1].Parts[^1], With(scope, arguments[1].Parts[0].Text, item)))
                .ToList();
        }

        object[] values = [.. arguments.Select(argument => Evaluate(argument, scope))];
        Declaration? function = file.Functions
            .FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.Ordinal));
        return function is null ? BuiltIn(name, values) : Apply(function, values);
    }

    private object Apply(Declaration function, object[] values)
    {
        IReadOnlyDictionary<string, object> scope = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach ((SyntaxNode parameter, object value) in function.Node.All("parameter").Zip(values))
            scope = With(scope, parameter.Parts[0].Text, value);
        return Evaluate(function.Node.Parts[^1], scope);
    }

    private static object BuiltIn(string name, object[] values) => name switch
    {
        "substring" => ((string)values[0]).Substring((int)(long)values[1], (int)(long)values[2]),
        "replace" => ((string)values[0]).Replace((string)values[1], (string)values[2], StringComparison.Ordinal),
        "indexOf" => (long)((string)values[0]).IndexOf((string)values[1], StringComparison.OrdinalIgnoreCase),
        "join" => string.Join((string)values[1], (List<object>)values[0]),
        "range" => Enumerable.Range((int)(long)values[0], (int)(long)values[1]).Select(item => (object)(long)item).ToList(),
        "max" => values.Cast<long>().Max(),
        "string" => Convert.ToString(values[0], CultureInfo.InvariantCulture)!,
        _ => throw new NotSupportedException(name),
    };

    private static Dictionary<string, object> With(IReadOnlyDictionary<string, object> scope, string name, object value) =>
        new(scope, StringComparer.Ordinal) { [name] = value };

    private sealed record Name(string Text, IReadOnlyDictionary<string, object> Scope);
}
