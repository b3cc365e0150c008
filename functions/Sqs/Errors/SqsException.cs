using System.Globalization;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Sqs.Errors;

/// <summary>A refusal in the words of Amazon SQS, on which clients and their tests match.</summary>
internal sealed class SqsException(SqsError error, string message) : Exception(message)
{
    /// <summary>AWS quotes values whole, and clients match on that: no policy of a queue is longer.</summary>
    private const int MostOfValue = 512;

    public SqsError Error { get; } = error;

    /// <summary>The client's clock is wrong; of its key that says nothing.</summary>
    public bool IsOfClock { get; init; }

    public static SqsException Missing(string parameter) =>
        new(SqsError.MissingParameter, $"The request must contain the parameter {parameter}.");

    /// <summary>A value that is longer than anything it could be.</summary>
    /// <param name="most">In bytes.</param>
    public static SqsException TooLong(string parameter, int length, int most) => Invalid(
        $"Value for parameter {Quoted.Of(parameter)} is invalid. Reason: It has {length} bytes, and must have at most "
        + $"{most}.");

    public static SqsException Invalid(string message) => new(SqsError.InvalidParameterValue, message);

    public static SqsException Invalid(string value, string parameter, string reason) =>
        Invalid($"Value {Quoted.Of(value, MostOfValue)} for parameter {parameter} is invalid. Reason: {reason}");

    public static SqsException Invalid(long value, string parameter, string reason) =>
        Invalid(value.ToString(CultureInfo.InvariantCulture), parameter, reason);

    public static SqsException UnknownAttribute(string name) =>
        new(SqsError.InvalidAttributeName, $"Unknown Attribute {Quoted.Of(name)}.");

    public static SqsException AttributeValue(string name) =>
        new(SqsError.InvalidAttributeValue, $"Invalid value for the parameter {Quoted.Of(name)}.");

    public static SqsException AttributeValue(string name, string reason) =>
        new(SqsError.InvalidAttributeValue, $"Invalid value for the parameter {Quoted.Of(name)}. Reason: {reason}");
}
