using System.Buffers;
using System.Collections.Concurrent;

namespace QueueService.Tests.Secrets;

/// <summary>The secrets that this test run has made, in every form in which they could show.</summary>
public static class KnownSecrets
{
    private const string Mask = "[secret: ";

    /// <summary>Characters of a text that are told on each side of a secret.</summary>
    private const int Around = 200;

    private static readonly ConcurrentDictionary<string, string> NamesByForm = new(StringComparer.OrdinalIgnoreCase);
    private static Search _search = new(0, SearchValues.Create([], StringComparison.OrdinalIgnoreCase));

    /// <summary>Looks for a secret from now on.</summary>
    /// <param name="name">What is told in its place.</param>
    /// <exception cref="ArgumentException">It cannot be told from other text: it is too short, or one character throughout.</exception>
    public static void Add(string name, string secret)
    {
        foreach (string form in SecretForms.Of(secret))
            NamesByForm.TryAdd(form, name);
    }

    /// <exception cref="SecretShownException">A secret is in the text. The message shows where, and not the secret.</exception>
    public static void AssertNoneIn(string place, string text)
    {
        if (text.AsSpan().IndexOfAny(Current().Forms) < 0)
            return;
        string masked = NamesByForm.OrderByDescending(known => known.Key.Length).Aggregate(
            text, (rest, known) => rest.Replace(known.Key, $"{Mask}{known.Value}]", StringComparison.OrdinalIgnoreCase));
        int at = masked.IndexOf(Mask, StringComparison.Ordinal);
        throw new SecretShownException(
            $"{place} shows a secret: {masked[Math.Max(0, at - Around)..Math.Min(masked.Length, at + Around)]}");
    }

    private static Search Current()
    {
        if (_search.Count != NamesByForm.Count)
        {
            string[] forms = [.. NamesByForm.Keys];
            _search = new Search(forms.Length, SearchValues.Create(forms, StringComparison.OrdinalIgnoreCase));
        }

        return _search;
    }

    /// <summary>Made anew when there are more forms than it knows.</summary>
    private sealed record Search(int Count, SearchValues<string> Forms);
}
