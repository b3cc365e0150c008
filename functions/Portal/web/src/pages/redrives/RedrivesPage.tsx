import type { JSX } from 'preact';
import type { Redrive } from '../../api/types';
import { Empty } from '../../components/Empty';
import { ProblemNote } from '../../components/ProblemNote';
import { Skeleton } from '../../components/Skeleton';
import { StateMark } from '../../components/StateMark';
import { ListTable } from '../../components/ListTable';
import type { Column } from '../../components/Table';
import { When } from '../../components/When';
import { look, redrives, running, trouble } from '../../state/live';
import { ReplayProgress } from '../../replay/ReplayProgress';
import { place, setQuery } from '../../state/place';
import { replayText } from '../../replay/text';
import { filterText, movedText } from './filter-text';
import { RedriveDrawer } from './RedriveDrawer';
import { redrivesText } from './text';

const COLUMNS: Column<Redrive>[] = [
  { id: 'queue', head: redrivesText.queue, cell: redrive => redrive.queue },
  {
    id: 'to', head: redrivesText.destination, isWide: true,
    cell: redrive => redrive.destination ?? <span class="muted">{redrivesText.origin}</span>,
  },
  {
    id: 'filter', head: redrivesText.filter, isWide: true,
    cell: redrive => redrive.filter === undefined ? <span class="muted">–</span> : filterText(redrive.filter),
  },
  { id: 'state', head: redrivesText.state, width: '128px', cell: state },
  {
    id: 'moved', head: redrivesText.moved, width: '152px', isNumber: true,
    cell: redrive => movedText(redrive),
  },
  {
    id: 'rate', head: redrivesText.rate, width: '88px', isNumber: true, isWide: true,
    cell: redrive => redrive.maxPerSecond === undefined
      ? redrivesText.fastest : redrivesText.perSecond(redrive.maxPerSecond),
  },
  {
    id: 'started', head: redrivesText.started, width: '168px', isWide: true,
    cell: redrive => <When time={redrive.startedAt} />,
  },
];

/** The replays that run and those that have ended, of everybody. */
export function RedrivesPage(): JSX.Element {
  const id = place.value.query.get('replay');
  const open = redrives.value?.find(redrive => redrive.taskId === id);
  return (
    <div class="split">
      <div class="page">
        <div class="page-head"><h1>{redrivesText.title}</h1></div>
        {running.value.map(redrive => <ReplayProgress key={redrive.taskId} redrive={redrive} />)}
        <Content openId={open?.taskId} />
      </div>
      {open !== undefined && <RedriveDrawer redrive={open} onClose={() => setQuery({ replay: null })} />}
    </div>
  );
}

function Content({ openId }: { openId: string | undefined }): JSX.Element {
  if (redrives.value === null)
    return trouble.value === null ? <Skeleton /> : <ProblemNote error={trouble.value} again={() => void look()} />;
  if (redrives.value.length === 0)
    return <Empty title={redrivesText.emptyTitle}><p>{redrivesText.empty}</p></Empty>;
  return (
    <ListTable label={redrivesText.title} name="redrives" columns={COLUMNS} rows={redrives.value}
      keyOf={redrive => redrive.taskId}
      onOpen={redrive => setQuery({ replay: redrive.taskId })} openKey={openId} />
  );
}

function state(redrive: Redrive): JSX.Element {
  const word = replayText.states[redrive.state];
  switch (redrive.state) {
    case 'completed':
      return <StateMark state="done">{word}</StateMark>;
    case 'failed':
      return <span class="state state-dead" title={redrive.failure}>{word}</span>;
    case 'running':
    case 'cancelling':
      return <StateMark state="inFlight">{word}</StateMark>;
    default:
      return <span class="muted">{word}</span>;
  }
}
