using System.Globalization;

namespace QueueService.Functions.Sqs.Errors;

/// <summary>A refusal in the words of Amazon SQS, on which clients and their tests match.</summary>
internal sealed class SqsException(SqsError error, string message) : Exception(message)
{
    public SqsError Error { get; } = error;

    /// <summary>The client's clock is wrong; of its key that says nothing.</summary>
    public bool IsOfClock { get; init; }

    public static SqsException Missing(string parameter) =>
        new(SqsError.MissingParameter, $"The request must contain the parameter {parameter}.");

    public static SqsException Invalid(string message) => new(SqsError.InvalidParameterValue, message);

    public static SqsException Invalid(string value, string parameter, string reason) =>
        Invalid($"Value {value} for parameter {parameter} is invalid. Reason: {reason}");

    public static SqsException Invalid(long value, string parameter, string reason) =>
        Invalid(value.ToString(CultureInfo.InvariantCulture), parameter, reason);

    public static SqsException UnknownAttribute(string name) =>
        new(SqsError.InvalidAttributeName, $"Unknown Attribute {name}.");

    public static SqsException AttributeValue(string name) =>
        new(SqsError.InvalidAttributeValue, $"Invalid value for the parameter {name}.");

    public static SqsException AttributeValue(string name, string reason) =>
        new(SqsError.InvalidAttributeValue, $"Invalid value for the parameter {name}. Reason: {reason}");
}
