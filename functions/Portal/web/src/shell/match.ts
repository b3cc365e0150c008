/** What the parts of a path are that a pattern names with a colon; null if the path is of another shape. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const names = pattern.split('/');
  const parts = path.replace(/(.)\/$/, '$1').split('/');
  if (names.length !== parts.length)
    return null;
  const values: Record<string, string> = {};
  for (const [i, name] of names.entries()) {
    const part = parts[i]!;
    if (name.startsWith(':'))
      values[name.slice(1)] = decode(part);
    else if (name !== part)
      return null;
  }
  return values;
}

/** A part that is not encoded rightly stands for itself. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
