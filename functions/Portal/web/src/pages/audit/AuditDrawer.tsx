import type { ComponentChildren, JSX } from 'preact';
import type { AuditEntry } from '../../api/audit';
import { Drawer } from '../../components/Drawer';
import { When } from '../../components/When';
import { plain } from '../../format/text';
import { Key, outcome } from './columns';
import { text } from './text';

interface Props {
  entry: AuditEntry;
  onClose: () => void;
}

/** All that was written down of a call. */
export function AuditDrawer({ entry, onClose }: Props): JSX.Element {
  const facts: [string, ComponentChildren][] = [
    [text.at, <When time={entry.at} />], [text.key, <Key id={entry.key} />],
    [text.keyId, <span class="mono">{plain(entry.key)}</span>],
    [text.action, <span class="mono">{plain(entry.action)}</span>], [text.queue, plain(entry.queue ?? '–')],
    [text.outcome, outcome(entry)],
    [text.address, <span class="mono">{plain(entry.address)}</span>], [text.detail, plain(entry.detail ?? '–')],
  ];
  return (
    <Drawer label={text.one} head={<h2 class="cut">{plain(entry.action)}</h2>} onClose={onClose}>
      <dl class="facts">
        {facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
    </Drawer>
  );
}
