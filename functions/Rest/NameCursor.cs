using System.Buffers.Text;
using System.Text;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest;

/// <summary>
/// Where a page of a listing by names begins: the last name of the page before, in a form that nobody takes for a name.
/// A name that somebody typed there would pass over others without a word.
/// </summary>
internal static class NameCursor
{
    private const string Mark = "after:";

    public static string? Of(string? lastName) =>
        lastName is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mark + lastName));

    /// <summary>The name that the page comes after; refuses what no answer for this prefix ever gave.</summary>
    /// <param name="isName">Whether a text can be a name of the listing.</param>
    public static string? Read(string? cursor, string prefix, Predicate<string> isName)
    {
        if (cursor is null)
            return null;
        string text = Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : "";
        return text.StartsWith(Mark + prefix, StringComparison.Ordinal) && isName(text[Mark.Length..])
            ? text[Mark.Length..]
            : throw ProblemException.BadRequest(
                nameof(BrokerErrorCode.InvalidCursor),
                "The query parameter 'cursor' must be one that a listing with this prefix answered.");
    }
}
