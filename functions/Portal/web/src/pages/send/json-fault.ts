/** Where a text that begins like JSON is none; null if it is JSON, or does not look like it. */
export function jsonFault(text: string): string | null {
  if (!/^\s*[[{]/.test(text))
    return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return (error as SyntaxError).message;
  }
}
