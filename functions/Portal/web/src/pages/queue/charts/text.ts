/** The texts of the charts. */
export const text = {
  title: 'History',
  range: 'How far back',
  ranges: { '15m': '15 min', '6h': '6 h', '7d': '7 d' },
  backlog: 'Backlog',
  rate: 'Messages a second',
  age: 'Oldest message',
  visible: 'visible',
  inFlight: 'in flight',
  sent: 'sent',
  acked: 'acknowledged',
  oldest: 'age',
  time: 'Time',
  table: 'As a table',
  tableOf: (chart: string): string => `${chart}, as a table`,
  unknown: '–',
  nothing: 'Nothing is known of this time yet. A sample is kept each minute.',
};
