import type { JSX } from 'preact';
import { Problem } from '../api/problem';
import { text } from '../text';
import { Curl } from './Curl';

interface Props {
  error: unknown;
  again?: () => void;
}

/** What went wrong in the words of the API, and what can be done. */
export function ProblemNote({ error, again }: Props): JSX.Element {
  const problem = error instanceof Problem ? error : null;
  return (
    <div class="problem" role="alert">
      <h2>{text.problem.title}</h2>
      <p>{problem === null ? text.problem.unexpected : problem.message}</p>
      {problem !== null && <p class="muted"><code>{problem.code}</code></p>}
      {again !== undefined && (
        <div class="row"><button type="button" class="button" onClick={again}>{text.tryAgain}</button></div>
      )}
      {problem !== null && <Curl line={problem.curl} />}
    </div>
  );
}
