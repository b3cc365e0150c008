const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;

/** What finds a text wherever it is, in capitals or not. */
export function patternOf(wanted: string): RegExp {
  return new RegExp(wanted.replace(SYNTAX, '\\$&'), 'giu');
}

/** The numbers of the lines that have it. */
export function linesWith(pattern: RegExp, count: number, line: (index: number) => string): number[] {
  const found: number[] = [];
  for (let i = 0; i < count; i++) {
    pattern.lastIndex = 0;
    if (pattern.test(line(i)))
      found.push(i);
  }
  return found;
}

/** Where it begins, each time that it is there. */
export function placesIn(pattern: RegExp, source: string): number[] {
  return Array.from(source.matchAll(pattern), match => match.index);
}
