using System.Buffers.Text;
using System.Text;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Queues;

/// <summary>
/// Where a page of queues begins: the last name of the page before, in a form that nobody takes for a name. A name that
/// somebody typed there would pass over queues without a word.
/// </summary>
internal static class QueueCursor
{
    private const string Mark = "after:";

    public static string? Of(string? lastName) =>
        lastName is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mark + lastName));

    /// <summary>The name that the page comes after; refuses what no answer for this prefix ever gave.</summary>
    public static string? Read(string? cursor, string prefix)
    {
        if (cursor is null)
            return null;
        string text = Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : "";
        return text.StartsWith(Mark + prefix, StringComparison.Ordinal)
            && QueueName.TryParse(text[Mark.Length..], out _)
            ? text[Mark.Length..]
            : throw ProblemException.BadRequest(
                nameof(BrokerErrorCode.InvalidCursor),
                "The query parameter 'cursor' must be one that a listing with this prefix answered.");
    }
}
