import { session, signOut } from '../state/session';
import { text } from '../text';
import { curlOf } from './curl';
import { parseJson, writeJson } from './json';
import { Problem } from './problem';

const STATUS_UNAUTHORIZED = 401;

export interface CallOptions {
  body?: unknown;
  signal?: AbortSignal;
}

/** Makes a call of the API. Fails with a Problem, or with what the signal was aborted with. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const body = options.body === undefined ? undefined : writeJson(options.body);
  const curl = curlOf(method, path, body);
  const headers: Record<string, string> = {};
  if (session.value !== null)
    headers['Authorization'] = `Bearer ${session.value.key}`;
  if (body !== undefined)
    headers['Content-Type'] = 'application/json';
  let response: Response;
  let answer: string;
  try {
    const request: RequestInit = { method, headers, cache: 'no-store' };
    if (body !== undefined)
      request.body = body;
    if (options.signal !== undefined)
      request.signal = options.signal;
    response = await fetch(path, request);
    answer = await response.text();
  } catch {
    options.signal?.throwIfAborted();
    throw new Problem(0, 'NoAnswer', text.problem.noAnswer, curl);
  }

  if (response.ok)
    return (answer === '' ? undefined : parseJson(answer)) as T;
  const problem = problemOf(response, answer, curl);
  if (problem.status === STATUS_UNAUTHORIZED)
    signOut(problem);
  throw problem;
}

function problemOf(response: Response, answer: string, curl: string): Problem {
  try {
    const { code, detail } = parseJson(answer) as { code?: string; detail?: string };
    return new Problem(response.status, code ?? `${response.status}`, detail ?? response.statusText, curl);
  } catch {
    return new Problem(response.status, `${response.status}`, text.problem.notOurs(response.status), curl);
  }
}
