import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { createKey, KEYS_PATH, type NewKey } from '../../api/keys';
import { curlOf } from '../../api/curl';
import type { Key } from '../../api/types';
import { Curl } from '../../components/Curl';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { RightRows } from './RightRows';
import { allowOf, wrongOf, type RightRow } from './rights';
import { keysText } from './text';

const OWN_DAYS = 30;
const LONGEST_NAME = 100;

interface Props {
  /** True for a key of somebody who has one that never ends. */
  isOwn: boolean;
  onClose: () => void;
  onMade: (key: Key) => void;
}

/** Makes a key for roles, each on the queues of some patterns. */
export function NewKeyDialog({ isOwn, onClose, onMade }: Props): JSX.Element {
  const name = useSignal('');
  const rights = useSignal<RightRow[]>([{ role: isOwn ? 'admin' : 'sender', queues: '*' }]);
  const end = useSignal(isOwn ? inDays(OWN_DAYS) : '');
  const isMaking = useSignal(false);
  const error = useSignal<unknown>(null);

  const isPast = end.value !== '' && Date.parse(end.value) <= Date.now();
  const isNamed = name.value.trim() !== '' && name.value.length <= LONGEST_NAME;
  const isReady = isNamed && rights.value.every(row => wrongOf(row) === null) && !isPast && !isMaking.value;
  const request: NewKey = {
    name: name.value,
    allow: allowOf(rights.value),
    ...(end.value === '' ? {} : { expiresAt: new Date(end.value).toISOString() }),
  };

  async function make(): Promise<void> {
    if (!isReady)
      return;
    isMaking.value = true;
    error.value = null;
    try {
      onMade(await createKey(request));
    } catch (failure) {
      error.value = failure;
      isMaking.value = false;
    }
  }

  return (
    <Dialog title={keysText.make} onClose={onClose} onSubmit={() => void make()}
      foot={<button class="button primary" disabled={!isReady}>{keysText.make}</button>}>
      <Field label={keysText.name} value={name.value} hint={keysText.nameHint} autoFocus
        wrong={name.value.length > LONGEST_NAME ? keysText.longName(LONGEST_NAME) : null}
        onInput={value => (name.value = value)} />
      <RightRows rows={rights.value} onChange={rows => (rights.value = rows)} />
      <label class="field">
        <span class="label">{keysText.end}</span>
        <input class="input" type="datetime-local" value={end.value} aria-invalid={isPast}
          onInput={event => (end.value = event.currentTarget.value)} />
        {isPast && <span class="wrong">{keysText.past}</span>}
      </label>
      {error.value !== null && <ProblemNote error={error.value} />}
      {isReady && <Curl line={curlOf('POST', KEYS_PATH, JSON.stringify(request))} />}
    </Dialog>
  );
}

/** A time of this machine's clock as a field takes it. */
function inDays(days: number): string {
  const time = new Date();
  time.setDate(time.getDate() + days);
  const two = (value: number): string => `${value}`.padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
    + `T${two(time.getHours())}:${two(time.getMinutes())}`;
}
