import { call } from './client';
import type { ExactNumber } from './json';
import { allPages } from './pages';
import { queuePath } from './queue';
import type { AttributeValue } from './types';

export type ExchangeType = 'direct' | 'fanout' | 'topic' | 'headers';

export interface NewExchange {
  type: ExchangeType;
  syntax?: 'amqp' | 'mqtt';
  alternateExchange?: string;
  internal?: boolean;
}

export interface Exchange extends NewExchange {
  name: string;
  internal: boolean;
  createdAt: string;
  modifiedAt: string;
  stats: { bindings: number; published: number; unroutable: number; delayed: number; held?: number };
}

export type Scalar = string | number | boolean | ExactNumber;

export type Condition = Scalar | { exists: boolean } | { anyOf: Scalar[] } | { prefix: string };

export interface Match {
  mode?: 'all' | 'any';
  attributes: Record<string, Condition>;
}

/** A way out of an exchange, to a queue or another exchange. */
export interface Binding {
  bindingId: string;
  exchange: string;
  queue?: string;
  toExchange?: string;
  routingKey?: string;
  match?: Match;
}

export interface NewBinding {
  queue?: string;
  exchange?: string;
  routingKey?: string;
  match?: Match;
}

export interface RouteRequest {
  routingKey?: string;
  routingKeys?: string[];
  attributes?: Record<string, AttributeValue>;
}

/** Where a message would go. */
export interface Route {
  /** By which bindings, in their order. */
  queues: { queue: string; bindings: string[][] }[];
  alternates: string[];
  unroutable: boolean;
}

const EXCHANGES = '/v1/exchanges';

export function exchangePath(name: string): string {
  return `${EXCHANGES}/${encodeURIComponent(name)}`;
}

export function bindingPath({ exchange, bindingId }: Binding): string {
  return `${exchangePath(exchange)}/bindings/${bindingId}`;
}

/** All exchanges that may be seen, with their counts. */
export function listExchanges(signal?: AbortSignal): Promise<Exchange[]> {
  return allPages(EXCHANGES, 'exchanges', signal);
}

export function getExchange(name: string, signal?: AbortSignal): Promise<Exchange> {
  return call('GET', exchangePath(name), signal === undefined ? {} : { signal });
}

export function createExchange(name: string, settings: NewExchange): Promise<Exchange> {
  return call('PUT', exchangePath(name), { body: settings });
}

export function deleteExchange(name: string): Promise<void> {
  return call('DELETE', exchangePath(name));
}

/** The bindings that lead from an exchange; with a bound, about so many. */
export function listBindings(exchange: string, signal?: AbortSignal, most?: number): Promise<Binding[]> {
  return allPages(`${exchangePath(exchange)}/bindings`, 'bindings', signal, most);
}

export function listBindingsToExchange(exchange: string, signal?: AbortSignal): Promise<Binding[]> {
  return allPages(`${exchangePath(exchange)}/bindings?to=true`, 'bindings', signal);
}

export function listBindingsToQueue(queue: string, signal?: AbortSignal): Promise<Binding[]> {
  return allPages(`${queuePath(queue)}/bindings`, 'bindings', signal);
}

export function addBinding(exchange: string, binding: NewBinding): Promise<Binding> {
  return call('POST', `${exchangePath(exchange)}/bindings`, { body: binding });
}

export function removeBinding(binding: Binding): Promise<void> {
  return call('DELETE', bindingPath(binding));
}

/** Asks where a message would go; nothing is stored. */
export function askRoute(exchange: string, request: RouteRequest, signal?: AbortSignal): Promise<Route> {
  const options = { body: request, ...(signal === undefined ? {} : { signal }) };
  return call('POST', `${exchangePath(exchange)}/route`, options);
}
