import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { changeQueue, getQueue, queuePath } from '../../api/queue';
import { curlOf } from '../../api/curl';
import { writeJson } from '../../api/json';
import { ActButton } from '../../components/ActButton';
import { Curl } from '../../components/Curl';
import { ProblemNote } from '../../components/ProblemNote';
import { QueueHead } from '../../components/QueueHead';
import { Skeleton } from '../../components/Skeleton';
import type { PageProps } from '../../shell/lazy';
import { look } from '../../state/live';
import { lack } from '../../state/me';
import { Danger } from './Danger';
import { changeOf, conflictsOf, draftOf, wrongs, type Conflict, type Draft } from './fields';
import { SettingsForm } from './SettingsForm';
import { settingsText } from './text';

/** The settings of a queue, and what ends it. */
export function SettingsPage({ at }: { at: PageProps }): JSX.Element {
  const name = at['queue']!;
  const base = useSignal<Draft | null>(null);
  const draft = useSignal<Draft | null>(null);
  const error = useSignal<unknown>(null);
  const conflicts = useSignal<Conflict[]>([]);
  const status = useSignal<'idle' | 'saving' | 'saved'>('idle');

  async function load(): Promise<void> {
    try {
      base.value = draft.value = draftOf(await getQueue(name));
      error.value = null;
    } catch (failure) {
      error.value = failure;
    }
  }
  useEffect(() => void load(), [name]);

  const change = base.value === null || draft.value === null ? {} : changeOf(base.value, draft.value);
  const isChanged = Object.keys(change).length > 0;
  const found = draft.value === null ? {} : wrongs(draft.value);
  const isReady = isChanged && Object.keys(found).length === 0 && status.value !== 'saving';

  const deadQueue = change.deadLetter?.queue;
  const missing = lack(['manage', name], ...(deadQueue === undefined ? [] : [['send', deadQueue] as const]));

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    if (!isReady || missing !== null || base.value === null || draft.value === null)
      return;
    status.value = 'saving';
    error.value = null;
    try {
      const now = draftOf(await getQueue(name));
      const seen = conflicts.value.map(conflict => `${conflict.name}=${conflict.theirs}`).join();
      conflicts.value = conflictsOf(base.value, now, draft.value);
      // What somebody else has changed meanwhile is shown once; who saves again has seen it.
      if (conflicts.value.map(conflict => `${conflict.name}=${conflict.theirs}`).join() !== seen) {
        status.value = 'idle';
        return;
      }
      base.value = draft.value = draftOf(await changeQueue(name, change));
      conflicts.value = [];
      status.value = 'saved';
      await look();
    } catch (failure) {
      status.value = 'idle';
      error.value = failure;
    }
  }

  return (
    <div class="page scrolls">
      <QueueHead queue={name} tab="settings" />
      {draft.value === null && error.value === null && <Skeleton />}
      {draft.value === null && error.value !== null && <ProblemNote error={error.value} again={() => void load()} />}
      {draft.value !== null && (
        <>
          <form class="form" noValidate onSubmit={event => void save(event)}>
            <SettingsForm name={name} draft={draft.value} wrongs={found} onChange={next => (draft.value = next)} />
            {conflicts.value.length > 0 && <Conflicts conflicts={conflicts.value} />}
            {error.value !== null && <ProblemNote error={error.value} />}
            <div class="row save-bar">
              <ActButton isSubmit kind="primary" lack={missing} disabled={!isReady}>{settingsText.save}</ActButton>
              <button type="button" class="button" disabled={!isChanged} onClick={() => (draft.value = base.value)}>
                {settingsText.undo}
              </button>
              <span role="status" class="state-done">
                {status.value === 'saved' && !isChanged ? settingsText.saved : ''}
              </span>
            </div>
            {isChanged && <Curl line={curlOf('PATCH', queuePath(name), writeJson(change))} />}
          </form>
          <Danger name={name} />
        </>
      )}
    </div>
  );
}

function Conflicts({ conflicts }: { conflicts: Conflict[] }): JSX.Element {
  return (
    <div class="problem" role="alert">
      <h3>{settingsText.conflict}</h3>
      <ul>
        {conflicts.map(({ name, theirs, mine }) => (
          <li key={name}><code>{name}</code>: {settingsText.both(theirs, mine)}</li>
        ))}
      </ul>
    </div>
  );
}
