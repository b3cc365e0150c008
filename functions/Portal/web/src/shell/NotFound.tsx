import type { JSX } from 'preact';
import { Empty } from '../components/Empty';
import { Link } from '../components/Link';
import { text } from '../text';

export function NotFound(): JSX.Element {
  return (
    <div class="page">
      <Empty title={text.notFound.title}>
        <p>{text.notFound.what}</p>
        <Link to="/" class="button">{text.notFound.back}</Link>
      </Empty>
    </div>
  );
}
