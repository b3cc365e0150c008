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
import { replayText } from '../../replay/text';
import { filterText, movedText } from './filter-text';
import { redrivesText } from './text';

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
  // Which messages were named is not told, and to begin it again without their names would move all that are there.
  const isNamed = redrive.named !== undefined;
  const hasRest = !isNamed && !isRunning(redrive) && redrive.moved < redrive.total && redrive.state !== 'completed';

  async function startAgain(): Promise<void> {
    isStarting.value = true;
    error.value = null;
    try {
      await startRedrive(redrive.queue, again);
      tell(redrivesText.begun(redrive.queue));
      await look();
    } catch (failure) {
      error.value = failure;
    } finally {
      isStarting.value = false;
    }
  }

  return (
    <Drawer label={replayText.progress(redrive.queue)} onClose={onClose}
      head={<h2 class="cut">{replayText.progress(redrive.queue)}</h2>}>
      <dl class="facts">
        <div>
          <dt>{redrivesText.queue}</dt>
          <dd><Link to={`/queues/${encodeURIComponent(redrive.queue)}/dead`}>{redrive.queue}</Link></dd>
        </div>
        <div><dt>{redrivesText.destination}</dt><dd>{redrive.destination ?? redrivesText.origin}</dd></div>
        <div><dt>{redrivesText.state}</dt><dd>{replayText.states[redrive.state]}</dd></div>
        {redrive.failure !== undefined && (
          <div><dt>{redrivesText.failure}</dt><dd class="wrong">{plain(redrive.failure)}</dd></div>
        )}
        <div><dt>{redrivesText.moved}</dt><dd>{movedText(redrive)}</dd></div>
        {redrive.stayed !== undefined && redrive.stayed > 0 && (
          <div><dt>{redrivesText.stayed}</dt><dd>{redrivesText.stayedWhy(redrive.stayed)}</dd></div>
        )}
        {redrive.scanned !== undefined && (
          <div><dt>{redrivesText.scanned}</dt><dd>{count(redrive.scanned)}</dd></div>
        )}
        {redrive.filter !== undefined && (
          <div><dt>{redrivesText.filter}</dt><dd><FilterLink redrive={redrive} /></dd></div>
        )}
        {redrive.named !== undefined && (
          <div><dt>{redrivesText.named}</dt><dd>{count(redrive.named)}</dd></div>
        )}
        <div><dt>{redrivesText.started}</dt><dd><When time={redrive.startedAt} /></dd></div>
        {redrive.startedBy !== undefined && redrive.startedBy !== NOBODY && (
          <div><dt>{redrivesText.by}</dt><dd>{redrive.startedBy}</dd></div>
        )}
        {redrive.endedAt !== undefined && (
          <div><dt>{redrivesText.ended}</dt><dd><When time={redrive.endedAt} /></dd></div>
        )}
      </dl>
      {error.value !== null && <ProblemNote error={error.value} />}
      {hasRest && (
        <div class="row">
          <ActButton lack={lack(['redrive', redrive.queue])} disabled={isStarting.value}
            onClick={() => void startAgain()}>
            {redrivesText.rest}
          </ActButton>
        </div>
      )}
      {!isNamed && <Curl line={curlOf('POST', redrivePath(redrive.queue), writeJson(again))} />}
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
