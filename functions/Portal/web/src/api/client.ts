import { isOver, session, signOut } from '../state/session';
import { signInText } from '../pages/signin/text';
import { text } from '../text';
import { curlOf } from './curl';
import { parseJson, writeJson } from './json';
import { Problem } from './problem';

const STATUS_UNAUTHORIZED = 401;

export interface CallOptions {
  body?: unknown;
  signal?: AbortSignal;
  /** The tag of what the caller has seen; what has changed since is not touched. */
  tag?: string;
}

export interface Tagged<T> {
  value: T;
  /** What a change of it has to name; empty if the answer had none. */
  tag: string;
}

/** Makes a call of the API. Fails with a Problem, or with what the signal was aborted with. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  return (await callTagged<T>(method, path, options)).value;
}

/** The same, with the tag of the answer. */
export async function callTagged<T>(method: string, path: string, options: CallOptions = {}): Promise<Tagged<T>> {
  const body = options.body === undefined ? undefined : writeJson(options.body);
  const curl = curlOf(method, path, body, options.tag);
  if (session.value !== null && isOver(session.value)) {
    const over = new Problem(STATUS_UNAUTHORIZED, 'SessionOver', signInText.over, curl);
    signOut(over);
    throw over;
  }

  const headers: Record<string, string> = {};
  if (session.value !== null)
    headers['Authorization'] = `Bearer ${session.value.key}`;
  if (body !== undefined)
    headers['Content-Type'] = 'application/json';
  if (options.tag !== undefined)
    headers['If-Match'] = options.tag;
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

  if (response.ok) {
    return {
      value: (answer === '' ? undefined : parseJson(answer)) as T, tag: response.headers.get('ETag') ?? '',
    };
  }
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
