using System.Text;
using System.Text.Json;

namespace QueueService.Tests.Secrets;

/// <summary>How a secret could be written down. Letters of either case count as the same.</summary>
internal static class SecretForms
{
    /// <summary>A log that cuts off long values still shows this much, and no text has it by chance.</summary>
    private const int TellingLength = 16;

    /// <summary>A key of zeros is "AAAA" in base64, which tests write for other reasons.</summary>
    private const int TellingLetters = 4;

    /// <exception cref="ArgumentException">The secret cannot be told from other text: it is too short, or one character throughout.</exception>
    public static IEnumerable<string> Of(string secret)
    {
        if (secret.Length < TellingLength)
            throw new ArgumentException($"A secret of fewer than {TellingLength} characters cannot be looked for.", nameof(secret));
        if (secret.Distinct().Count() < TellingLetters)
            throw new ArgumentException($"A secret of fewer than {TellingLetters} different characters cannot be looked for.", nameof(secret));
        IEnumerable<string> forms =
        [
            secret,
            secret[..TellingLength],
            Uri.EscapeDataString(secret),
            JsonEncodedText.Encode(secret).ToString(),
            .. OfBytes(Encoding.UTF8.GetBytes(secret)),
        ];
        // Master keys and account keys are base64 themselves.
        byte[] bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret, bytes, out int length) ? forms.Concat(OfBytes(bytes[..length])) : forms;
    }

    private static IEnumerable<string> OfBytes(byte[] bytes) =>
    [
        Convert.ToHexString(bytes),
        .. Enumerable.Range(0, 3).Select(shift => Base64(bytes, shift)).SelectMany(text => (string[])[text, ToUrlAlphabet(text)]),
    ];

    /// <summary>
    /// The part that does not depend on what stands around it, where that begins so many bytes after a group of three: an
    /// id and a secret are encoded together for HTTP Basic.
    /// </summary>
    private static string Base64(byte[] bytes, int shift)
    {
        string text = Convert.ToBase64String([.. new byte[shift], .. bytes]);
        return text[(((shift * 8) + 5) / 6)..((shift + bytes.Length) * 8 / 6)];
    }

    private static string ToUrlAlphabet(string base64) => base64.Replace('+', '-').Replace('/', '_');
}
