import type { ComponentChildren, JSX } from 'preact';
import { sourcesOf } from '../state/live';
import { text } from '../text';
import { Link } from './Link';

export type QueueTab = 'summary' | 'messages' | 'dead' | 'send' | 'settings';

interface Props {
  queue: string;
  tab: QueueTab;
  children?: ComponentChildren;
}

/** The name of a queue above the pages about it. */
export function QueueHead({ queue, tab, children }: Props): JSX.Element {
  const base = `/queues/${encodeURIComponent(queue)}`;
  const tabs: [QueueTab, string][] = [
    ['summary', base], ['messages', `${base}/messages`],
    ...(sourcesOf.value.has(queue) || tab === 'dead' ? [['dead', `${base}/dead`] as [QueueTab, string]] : []),
    ['send', `${base}/send`], ['settings', `${base}/settings`],
  ];
  return (
    <>
      <div class="page-head">
        <h1 class="queue-title">
          <Link to="/" class="crumb">{text.queues.title}</Link>
          <span class="muted" aria-hidden="true"> / </span>
          {queue}
        </h1>
        <div class="page-actions">{children}</div>
      </div>
      <nav class="tabs" aria-label={text.queue.pages}>
        {tabs.map(([name, to]) => (
          <Link key={name} to={to} class="tab" current={name === tab}>{text.queue.tabs[name]}</Link>
        ))}
      </nav>
    </>
  );
}
