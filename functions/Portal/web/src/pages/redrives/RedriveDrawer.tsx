import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { curlOf } from '../../api/curl';
import { writeJson } from '../../api/json';
import { redrivePath, startRedrive } from '../../api/redrives';
import type { Redrive, RedriveRequest } from '../../api/types';
import { ActButton } from '../../components/ActButton';
import { Curl } from '../../components/Curl';
import { Drawer } from '../../components/Drawer';
import { Link } from '../../components/Link';
import { ProblemNote } from '../../components/ProblemNote';
import { When } from '../../components/When';
import { count } from '../../format/number';
import { plain } from '../../format/text';
import { queryOf } from '../../state/filter';
import { isRunning, look } from '../../state/live';
import { lack } from '../../state/me';
import { tell } from '../../state/notice';
import { text } from '../../text';
import { filterText } from './filter-text';

/** Who starts a replay where nobody is asked for a key. */
const NOBODY = '-';

interface Props {
  redrive: Redrive;
  onClose: () => void;
}

/** All about one replay, and what can be done with what it left. */
export function RedriveDrawer({ redrive, onClose }: Props): JSX.Element {
  const error = useSignal<unknown>(null);
  const isStarting = useSignal(false);
  const again: RedriveRequest = {
    ...(redrive.destination === undefined ? {} : { destination: redrive.destination }),
    ...(redrive.maxPerSecond === undefined ? {} : { maxPerSecond: redrive.maxPerSecond }),
    ...(redrive.filter === undefined ? {} : { filter: redrive.filter }),
  };
  const hasRest = !isRunning(redrive) && redrive.moved < redrive.total && redrive.state !== 'completed';

  async function startAgain(): Promise<void> {
    isStarting.value = true;
    error.value = null;
    try {
      await startRedrive(redrive.queue, again);
      tell(text.redrives.begun(redrive.queue));
      await look();
    } catch (failure) {
      error.value = failure;
    } finally {
      isStarting.value = false;
    }
  }

  return (
    <Drawer label={text.replay.progress(redrive.queue)} onClose={onClose}
      head={<h2 class="cut">{text.replay.progress(redrive.queue)}</h2>}>
      <dl class="facts">
        <div>
          <dt>{text.redrives.queue}</dt>
          <dd><Link to={`/queues/${encodeURIComponent(redrive.queue)}/dead`}>{redrive.queue}</Link></dd>
        </div>
        <div><dt>{text.redrives.destination}</dt><dd>{redrive.destination ?? text.redrives.origin}</dd></div>
        <div><dt>{text.redrives.state}</dt><dd>{text.replay.states[redrive.state]}</dd></div>
        {redrive.failure !== undefined && (
          <div><dt>{text.redrives.failure}</dt><dd class="wrong">{plain(redrive.failure)}</dd></div>
        )}
        <div><dt>{text.redrives.moved}</dt><dd>{text.list.shown(redrive.moved, redrive.total)}</dd></div>
        {redrive.stayed !== undefined && redrive.stayed > 0 && (
          <div><dt>{text.redrives.stayed}</dt><dd>{text.redrives.stayedWhy(redrive.stayed)}</dd></div>
        )}
        {redrive.scanned !== undefined && (
          <div><dt>{text.redrives.scanned}</dt><dd>{count(redrive.scanned)}</dd></div>
        )}
        {redrive.filter !== undefined && (
          <div><dt>{text.redrives.filter}</dt><dd><FilterLink redrive={redrive} /></dd></div>
        )}
        <div><dt>{text.redrives.started}</dt><dd><When time={redrive.startedAt} /></dd></div>
        {redrive.startedBy !== undefined && redrive.startedBy !== NOBODY && (
          <div><dt>{text.redrives.by}</dt><dd>{redrive.startedBy}</dd></div>
        )}
        {redrive.endedAt !== undefined && (
          <div><dt>{text.redrives.ended}</dt><dd><When time={redrive.endedAt} /></dd></div>
        )}
      </dl>
      {error.value !== null && <ProblemNote error={error.value} />}
      {hasRest && (
        <div class="row">
          <ActButton lack={lack(['redrive', redrive.queue])} disabled={isStarting.value}
            onClick={() => void startAgain()}>
            {text.redrives.rest}
          </ActButton>
        </div>
      )}
      <Curl line={curlOf('POST', redrivePath(redrive.queue), writeJson(again))} />
    </Drawer>
  );
}

/** Leads to the messages that are still there and match. */
function FilterLink({ redrive }: { redrive: Redrive }): JSX.Element {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(queryOf(redrive.filter ?? null))) {
    for (const each of value === null ? [] : [value].flat())
      query.append(name, each);
  }
  return (
    <Link to={`/queues/${encodeURIComponent(redrive.queue)}/dead?${query}`}>{filterText(redrive.filter ?? {})}</Link>
  );
}
