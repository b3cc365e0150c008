import type { JSX } from 'preact';
import type { Route } from '../../api/exchanges';
import { Link } from '../../components/Link';
import { StateMark } from '../../components/StateMark';
import { plain } from '../../format/text';
import { reachedBy } from './lit';
import { exchangeText } from './text';
import type { Topology, Way } from './topology';

interface Props {
  topology: Topology;
  route: Route;
}

/** Where a message would go, and on which ways, as a list. */
export function Answer({ topology, route }: Props): JSX.Element {
  return (
    <section class="stack" role="status" aria-label={exchangeText.answer}>
      <h3>{route.unroutable ? exchangeText.unroutable : exchangeText.reaches(route.queues.length)}</h3>
      {route.alternates.length > 0 && <p class="muted">{exchangeText.alternates(route.alternates.join(', '))}</p>}
      <ul class="stack">
        {reachedBy(topology, route).map(({ queue, paths }) => (
          <li key={queue}>
            <StateMark state="done"><Link to={`/queues/${encodeURIComponent(queue)}`}>{queue}</Link></StateMark>
            {paths.map(path => <p key={path.map(way => way.key).join()} class="muted">{pathText(path)}</p>)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function pathText(path: readonly Way[]): string {
  return path.map(way => `${way.exchange} → ${plain(way.label)}`).join(' → ');
}
