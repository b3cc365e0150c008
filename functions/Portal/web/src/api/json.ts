/** A number that a double cannot hold as it was written, kept as the text that it was. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  valueOf(): number {
    return Number(this.text);
  }

  toJSON(): string {
    return `${MARK}${this.text}${MARK}`;
  }
}

/** Stands around the text of an exact number where JSON has no place for one. No message can guess it. */
const MARK = `exact${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
const STRINGS_AND_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const MARKED = new RegExp(`"${MARK}([^"\\\\]*)${MARK}"`, 'g');

/** Reads JSON and rounds no number. */
export function parseJson(text: string): unknown {
  let isRounded = false;
  const marked = text.replace(STRINGS_AND_NUMBERS, token => {
    if (token.startsWith('"') || String(Number(token)) === token)
      return token;
    isRounded = true;
    return JSON.stringify(new ExactNumber(token));
  });
  return isRounded ? JSON.parse(marked, (_, value: unknown) => revive(value)) : JSON.parse(text);
}

/** Writes JSON with exact numbers as they came. */
export function writeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(MARKED, (_, text: string) => text);
}

function revive(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(MARK) && value.endsWith(MARK)
    ? new ExactNumber(value.slice(MARK.length, -MARK.length))
    : value;
}
