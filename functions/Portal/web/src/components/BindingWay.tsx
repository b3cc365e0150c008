import type { JSX } from 'preact';
import type { Binding } from '../api/exchanges';
import { bindingText } from '../format/binding';
import { plain } from '../format/text';
import { Link } from './Link';

/** A binding as seen from where it leads: its exchange, and what it takes. */
export function BindingWay({ binding }: { binding: Binding }): JSX.Element {
  return (
    <span class="row">
      <Link to={`/routing/${encodeURIComponent(binding.exchange)}`}>{binding.exchange}</Link>
      <span class="mono">{plain(bindingText(binding))}</span>
    </span>
  );
}
