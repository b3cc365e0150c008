import type { JSX } from 'preact';
import { Link } from '../components/Link';
import { text } from '../text';

export function NotFound(): JSX.Element {
  return (
    <div class="page">
      <div class="empty">
        <h1>{text.notFound.title}</h1>
        <p>{text.notFound.what}</p>
        <Link to="/" class="button">{text.notFound.back}</Link>
      </div>
    </div>
  );
}
