export type TokenKind = 'name' | 'text' | 'number' | 'word' | 'mark';

export interface Token {
  kind: TokenKind;
  text: string;
}

/** A line of JSON as people lay it out. */
export interface JsonLine {
  depth: number;
  tokens: Token[];
  /** Of a line that opens something: the line that closes it. */
  closes?: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Whether a text is JSON that has more to show than one value. */
export function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text))
    return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lays out JSON line by line, each token as it was written: no number is rounded and no text is changed.
 * The text must be JSON.
 */
export function jsonLines(text: string): JsonLine[] {
  const lines: JsonLine[] = [];
  const open: JsonLine[] = [];
  const tokens = text.match(TOKEN) ?? [];
  let line: JsonLine = { depth: 0, tokens: [] };
  const end = (): void => {
    if (line.tokens.length > 0)
      lines.push(line);
    line = { depth: open.length, tokens: [] };
  };

  for (const [i, token] of tokens.entries()) {
    switch (token) {
      case '{':
      case '[': {
        line.tokens.push(mark(token));
        const next = tokens[i + 1];
        if (next !== '}' && next !== ']') {
          open.push(line);
          end();
        }
        break;
      }
      case '}':
      case ']': {
        const before = tokens[i - 1];
        if (before !== '{' && before !== '[') {
          const opening = open.pop()!;
          end();
          opening.closes = lines.length;
        }
        line.tokens.push(mark(token));
        break;
      }
      case ',':
        line.tokens.push(mark(','));
        end();
        break;
      case ':':
        line.tokens.push(mark(': '));
        break;
      default:
        line.tokens.push({ kind: kindOf(token, tokens[i + 1]), text: token });
    }
  }
  end();
  return lines;
}

function mark(text: string): Token {
  return { kind: 'mark', text };
}

function kindOf(token: string, next: string | undefined): TokenKind {
  if (token.startsWith('"'))
    return next === ':' ? 'name' : 'text';
  return /^[-\d]/.test(token) ? 'number' : 'word';
}
