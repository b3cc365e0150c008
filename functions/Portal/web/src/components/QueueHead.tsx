import type { ComponentChildren, JSX } from 'preact';
import { sourcesOf } from '../state/live';
import { isOfUse } from '../state/me';
import { queuesText } from '../pages/queues/text';
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
    ['summary', base], ['messages', `${base}/messages`], ['dead', `${base}/dead`], ['send', `${base}/send`],
    ['settings', `${base}/settings`],
  ];
  const shown = tabs.filter(([name]) => name === tab || isShown(name, queue));
  return (
    <>
      <div class="page-head">
        <h1 class="queue-title">
          <Link to="/" class="crumb">{queuesText.title}</Link>
          <span class="muted" aria-hidden="true"> / </span>
          {queue}
        </h1>
        <div class="page-actions">{children}</div>
      </div>
      <nav class="tabs" aria-label={text.queue.pages}>
        {shown.map(([name, to]) => (
          <Link key={name} to={to} class="tab" current={name === tab}>{text.queue.tabs[name]}</Link>
        ))}
      </nav>
    </>
  );
}

/** A page that somebody can do nothing with is left out; its address says what is missing. */
function isShown(tab: QueueTab, queue: string): boolean {
  switch (tab) {
    case 'messages':
      return isOfUse(['peek'], queue);
    case 'dead':
      return sourcesOf.value.has(queue) && isOfUse(['peek', 'redrive'], queue);
    case 'send':
      return isOfUse(['send'], queue);
    case 'settings':
      return isOfUse(['manage', 'purge'], queue);
    default:
      return true;
  }
}
