/** Whether a name may be that of an exchange, by the rules of the service. */
export function isExchangeName(name: string): boolean {
  return /^[\w.:-]{1,80}$/.test(name) && !name.startsWith('amq.');
}
