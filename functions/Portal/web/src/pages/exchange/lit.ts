import type { Route } from '../../api/exchanges';
import type { Topology, Way } from './topology';

/** A queue that a message would reach, with the ways there. */
export interface Reached {
  queue: string;
  paths: Way[][];
}

/** The ways that a message would take, by what the service has answered. */
export function reachedBy(topology: Topology, route: Route): Reached[] {
  return route.queues.map(({ queue, bindings }) => ({
    queue, paths: bindings.map(path => walk(topology, path)).filter(ways => ways !== null),
  }));
}

/** The keys of all ways that a message would take; where it reaches nothing, of those to the alternates. */
export function litBy(topology: Topology, route: Route): Set<string> {
  const taken = route.unroutable
    ? route.alternates.flatMap(name => topology.ways.filter(way => way.bindingId === '' && way.to.name === name))
    : reachedBy(topology, route).flatMap(({ paths }) => paths.flat());
  return new Set(taken.map(way => way.key));
}

/**
 * The ways that a path of bindings means. Where the exchange that was come to has no such binding, it has gone on with
 * its alternate. Null if not all of them are known.
 */
function walk({ start, ways }: Topology, path: readonly string[]): Way[] | null {
  const taken: Way[] = [];
  let at = start;
  for (const id of path) {
    let next = ways.find(way => way.exchange === at && way.bindingId === id);
    while (next === undefined) {
      const alternate = ways.find(way => way.exchange === at && way.bindingId === '');
      if (alternate === undefined || taken.includes(alternate))
        return null;
      taken.push(alternate);
      at = alternate.to.name;
      next = ways.find(way => way.exchange === at && way.bindingId === id);
    }
    taken.push(next);
    at = next.to.name;
  }
  return taken;
}
