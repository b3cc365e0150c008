using QueueService.Exchanges.Matching.Topics;

namespace QueueService.Tests.Core.Exchanges.Matching;

/// <summary>
/// Pieces of patterns are found where a search place by place finds them, also where the places of a key take several
/// numbers.
/// </summary>
public sealed class KeyWordsTests
{
    private const int Keys = 300;
    private const int PiecesOfAKey = 40;
    private const int MostWords = 200;

    [Fact]
    public void Find_WhenKeysAndPiecesAreRandom_FindsTheFirstPlace()
    {
        Random random = new(20300304);
        KeyWords words = new();
        int found = 0;
        for (int n = 0; n < Keys; n++)
        {
            int[] key = [.. Enumerable.Range(0, random.Next(MostWords)).Select(_ => random.Next(9) / 8)];
            words.Clear();
            foreach (int word in key)
                words.Add(word);
            for (int p = 0; p < PiecesOfAKey; p++)
            {
                int[] piece = Piece(random, key);
                int from = random.Next(key.Length + 1);
                int to = random.Next(from, key.Length + 1);
                int expected = Find(key, piece, from, to);
                Assert.Equal(expected, words.Find(piece, from, to));
                found += expected > from ? 1 : 0;
            }
        }

        Assert.InRange(found, Keys, Keys * PiecesOfAKey);
    }

    /// <summary>A part of the key, in which some words became others.</summary>
    private static int[] Piece(Random random, int[] key)
    {
        int start = random.Next(key.Length + 1);
        int length = random.Next(Math.Min(90, key.Length - start) + 1);
        int[] piece = key[start..(start + length)];
        for (int n = 0; n < piece.Length; n++)
        {
            piece[n] = random.Next(20) switch
            {
                < 6 => WordTable.One,
                6 when random.Next(piece.Length) == 0 => 2,
                7 when random.Next(piece.Length) == 0 => 1 - piece[n],
                _ => piece[n],
            };
        }

        return piece;
    }

    private static int Find(int[] key, int[] piece, int from, int to)
    {
        for (int place = from; place + piece.Length <= to; place++)
        {
            if (piece.Zip(key[place..]).All(pair => pair.First == WordTable.One || pair.First == pair.Second))
                return place;
        }

        return -1;
    }
}
