namespace QueueService.Exchanges.Matching.Topics;

/// <summary>
/// A place in the tree that leads a key to the patterns which may take it. The tree goes along the words of the
/// patterns from their start up to the first <c>#</c>, from there along the words from their end back to the last
/// <c>#</c>, and then by one word that stands between.
/// </summary>
/// <param name="patterns">Patterns that may take a key that has come here; no other place has them.</param>
/// <param name="one">Leads past any one word; null if no pattern does.</param>
/// <param name="many">Leads into the next part of the tree; null if no pattern goes on there.</param>
/// <param name="words">In order; each leads to the child in the same place.</param>
internal sealed class TopicNode(
    TopicPattern[] patterns, TopicNode? one, TopicNode? many, int[] words, TopicNode[] children)
{
    public TopicPattern[] Patterns => patterns;

    public TopicNode? One => one;

    public TopicNode? Many => many;

    public bool HasChildren => words.Length > 0;

    public TopicNode? Child(int word)
    {
        int place = words.AsSpan().BinarySearch(word);
        return place >= 0 ? children[place] : null;
    }
}
