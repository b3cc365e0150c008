/** Whether a name fits a pattern of queues, by the rules of the service: * is any text, ? any one character. */
export function matches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let n = 0; n < name.length;) {
    if (pattern[at] === '*') {
      star = at++;
      resume = n;
    } else if (at < pattern.length && (pattern[at] === name[n] || pattern[at] === '?')) {
      at++;
      n++;
    } else if (star >= 0) {
      at = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*')
    at++;
  return at === pattern.length;
}
