/** Where a text that begins like JSON is none; null if it is JSON, or does not look like it. */
export function jsonFault(text: string): string | null {
  return looksLikeJson(text) ? strictFault(text) : null;
}

export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** Where a text is no JSON; null if it is. */
export function strictFault(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return (error as SyntaxError).message;
  }
}
