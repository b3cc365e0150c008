export type TokenKind = 'name' | 'text' | 'number' | 'word' | 'mark';

export interface Token {
  kind: TokenKind;
  text: string;
}

/** A line of JSON as people lay it out. */
export interface JsonLine {
  depth: number;
  /** The first of its tokens, and one past the last. */
  from: number;
  to: number;
  /** Of a line that opens something: the line that closes it. */
  closes?: number;
}

/** JSON laid out. What a token is, is looked at for the lines in view alone: there may be a million. */
export interface JsonLayout {
  tokens: readonly string[];
  lines: JsonLine[];
}

/** Behind the name of a member. */
const COLON = ': ';
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
export function layOut(text: string): JsonLayout {
  const tokens = text.match(TOKEN) ?? [];
  const lines: JsonLine[] = [];
  const open: JsonLine[] = [];
  let from = 0;
  const end = (to: number): JsonLine => {
    const line = { depth: open.length, from, to };
    lines.push(line);
    from = to;
    return line;
  };

  for (let i = 0; i < tokens.length; i++) {
    switch (tokens[i]) {
      case '{':
      case '[':
        if (!isEnd(tokens[i + 1]))
          open.push(end(i + 1));
        break;
      case '}':
      case ']':
        if (isBegin(tokens[i - 1]))
          break;
        if (from < i)
          end(i);
        open.pop()!.closes = lines.length;
        break;
      case ',':
        end(i + 1);
        break;
      default:
    }
  }
  if (from < tokens.length)
    end(tokens.length);
  return { tokens, lines };
}

/** A line as it is read, without what stands before it. */
export function lineText({ tokens }: JsonLayout, { from, to }: JsonLine): string {
  return tokens.slice(from, to).map(token => (token === ':' ? COLON : token)).join('');
}

/** The tokens of a line, each with what it is. */
export function tokensOf({ tokens }: JsonLayout, line: JsonLine): Token[] {
  return tokens.slice(line.from, line.to).map((token, i) => tokenOf(token, tokens[line.from + i + 1]));
}

function isBegin(token: string | undefined): boolean {
  return token === '{' || token === '[';
}

function isEnd(token: string | undefined): boolean {
  return token === '}' || token === ']';
}

function tokenOf(token: string, next: string | undefined): Token {
  if (token === ':')
    return { kind: 'mark', text: COLON };
  return { kind: isBegin(token) || isEnd(token) || token === ',' ? 'mark' : kindOf(token, next), text: token };
}

function kindOf(token: string, next: string | undefined): TokenKind {
  if (token.startsWith('"'))
    return next === ':' ? 'name' : 'text';
  return /^[-\d]/.test(token) ? 'number' : 'word';
}
