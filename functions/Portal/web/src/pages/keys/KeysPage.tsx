import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { listKeys } from '../../api/keys';
import type { Key } from '../../api/types';
import { ActButton } from '../../components/ActButton';
import { Empty } from '../../components/Empty';
import { ProblemNote } from '../../components/ProblemNote';
import { Skeleton } from '../../components/Skeleton';
import { StateMark } from '../../components/StateMark';
import { ListTable } from '../../components/ListTable';
import type { Column } from '../../components/Table';
import { When } from '../../components/When';
import { plain } from '../../format/text';
import { lack, may, me } from '../../state/me';
import { place, setQuery } from '../../state/place';
import { allowText } from './allow';
import { KeyDrawer } from './KeyDrawer';
import { NewKeyDialog } from './NewKeyDialog';
import { SecretDialog } from './SecretDialog';
import { keysText } from './text';

const COLUMNS: Column<Key>[] = [
  { id: 'name', head: keysText.name, cell: key => plain(key.name) },
  { id: 'id', head: keysText.id, width: '168px', isWide: true, cell: key => <span class="mono">{key.id}</span> },
  { id: 'allow', head: keysText.allow, width: '30%', isWide: true, cell: key => key.allow.map(allowText).join('; ') },
  { id: 'used', head: keysText.used, width: '168px', cell: used },
  { id: 'state', head: keysText.state, width: '136px', cell: state },
];

/** The access keys: who may do what. */
export function KeysPage(): JSX.Element {
  const keys = useSignal<Key[] | null>(null);
  const error = useSignal<unknown>(null);
  const made = useSignal<Key | null>(null);

  async function load(): Promise<void> {
    try {
      keys.value = await listKeys();
      error.value = null;
    } catch (failure) {
      error.value = failure;
    }
  }
  const isOff = me.value?.kind === 'open';
  const mayLoad = may('keys');
  useEffect(() => {
    if (mayLoad && !isOff)
      void load();
  }, [mayLoad, isOff]);

  const making = place.value.query.get('make');
  const open = keys.value?.find(key => key.id === place.value.query.get('key'));
  return (
    <div class="split">
      <div class="page">
        <div class="page-head">
          <h1>{keysText.title}</h1>
          {!isOff && (
            <div class="page-actions">
              <ActButton kind="primary" lack={lack(['keys'])} onClick={() => setQuery({ make: 'key' })}>
                {keysText.make}
              </ActButton>
            </div>
          )}
        </div>
        {isOff ? <Empty title={keysText.offTitle}><p>{keysText.off}</p></Empty>
          : error.value !== null && <ProblemNote error={error.value} again={() => void load()} />}
        {!isOff && keys.value === null && error.value === null && <Skeleton />}
        {keys.value !== null && keys.value.length === 0 && (
          <Empty title={keysText.emptyTitle}><p>{keysText.empty}</p></Empty>
        )}
        {keys.value !== null && keys.value.length > 0 && (
          <ListTable label={keysText.title} name="keys" columns={COLUMNS} rows={keys.value} keyOf={key => key.id}
            onOpen={key => setQuery({ key: key.id })} openKey={open?.id} />
        )}
      </div>
      {open !== undefined && (
        <KeyDrawer key={open.id} item={open} onClose={() => setQuery({ key: null })} onChanged={() => void load()}
          onMade={key => (made.value = key)} />
      )}
      {making !== null && may('keys') && (
        <NewKeyDialog isOwn={making === 'own'} onClose={() => setQuery({ make: null })}
          onMade={key => {
            setQuery({ make: null });
            made.value = key;
            void load();
          }} />
      )}
      {made.value !== null && <SecretDialog item={made.value} onClose={() => (made.value = null)} />}
    </div>
  );
}

function used(key: Key): JSX.Element {
  return key.lastUsedAt === undefined ? <span class="muted">{keysText.never}</span> : <When time={key.lastUsedAt} />;
}

function state(key: Key): JSX.Element {
  if (!key.enabled)
    return <span class="muted">{keysText.states.off}</span>;
  return key.expiresAt !== undefined && Date.parse(key.expiresAt) < Date.now()
    ? <span class="muted">{keysText.states.ended}</span>
    : <StateMark state="done">{keysText.states.on}</StateMark>;
}
