import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { deleteQueue, purgeQueue, queuePath } from '../../api/queue';
import { curlOf } from '../../api/curl';
import { ActButton } from '../../components/ActButton';
import { TypedNameDialog } from '../../components/TypedNameDialog';
import { depthOf, look, queues } from '../../state/live';
import { lack } from '../../state/me';
import { go } from '../../state/place';
import { settingsText } from './text';

/** What cannot be taken back, apart from everything else. */
export function Danger({ name }: { name: string }): JSX.Element {
  const asking = useSignal<'purge' | 'delete' | null>(null);
  const queue = queues.value?.find(each => each.name === name);
  const count = queue === undefined ? 0 : depthOf(queue);
  const close = (): void => void (asking.value = null);

  async function purge(): Promise<void> {
    await purgeQueue(name);
    await look();
    close();
  }

  async function remove(): Promise<void> {
    await deleteQueue(name);
    await look();
    go('/');
  }

  return (
    <section class="danger-zone stack" aria-label={settingsText.danger}>
      <h2>{settingsText.danger}</h2>
      <div class="row">
        <ActButton kind="danger" lack={lack(['purge', name])} onClick={() => (asking.value = 'purge')}>
          {settingsText.purge}
        </ActButton>
        <ActButton kind="danger" lack={lack(['manage', name])} onClick={() => (asking.value = 'delete')}>
          {settingsText.remove}
        </ActButton>
      </div>
      {asking.value === 'purge' && (
        <TypedNameDialog title={settingsText.purge} what={settingsText.purgeWhat(count, name)} name={name}
          button={settingsText.purge} curl={curlOf('POST', `${queuePath(name)}/purge`)} act={purge} onClose={close} />
      )}
      {asking.value === 'delete' && (
        <TypedNameDialog title={settingsText.remove} what={settingsText.removeWhat(count, name)} name={name}
          button={settingsText.remove} curl={curlOf('DELETE', queuePath(name))} act={remove} onClose={close} />
      )}
    </section>
  );
}
