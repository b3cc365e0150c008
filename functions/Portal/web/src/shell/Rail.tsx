import type { JSX } from 'preact';
import { Icon, type IconName } from '../components/icons';
import { Link } from '../components/Link';
import { shortCount } from '../format/number';
import { deadCount } from '../state/dead';
import { isOfUse, isOfUseOnExchange, may, me } from '../state/me';
import { place } from '../state/place';
import { text } from '../text';

interface Entry {
  to: string;
  label: string;
  icon: IconName;
  isHere: (path: string) => boolean;
  isShown?: () => boolean;
}

const ENTRIES: Entry[] = [
  {
    to: '/', label: text.nav.queues, icon: 'queues',
    isHere: path => path === '/' || (path.startsWith('/queues') && !path.endsWith('/dead')),
  },
  { to: '/dead', label: text.nav.dead, icon: 'dead', isHere: path => path.endsWith('/dead'), isShown: mayReplay },
  {
    to: '/scheduled', label: text.nav.scheduled, icon: 'clock', isHere: path => path === '/scheduled',
    isShown: () => isOfUse(['peek']),
  },
  {
    to: '/routing', label: text.nav.routing, icon: 'routing', isHere: path => path.startsWith('/routing'),
    isShown: () => isOfUseOnExchange(['send', 'receive', 'peek', 'manage']),
  },
  {
    to: '/redrives', label: text.nav.redrives, icon: 'replay', isHere: path => path === '/redrives',
    isShown: mayReplay,
  },
  { to: '/keys', label: text.nav.keys, icon: 'key', isHere: path => path === '/keys', isShown: mayKeys },
  {
    to: '/audit', label: text.nav.audit, icon: 'audit', isHere: path => path === '/audit',
    isShown: () => may('audit'),
  },
];

function mayReplay(): boolean {
  return isOfUse(['peek', 'redrive']);
}

/** Where nobody is asked for a key there are none. */
function mayKeys(): boolean {
  return me.value !== null && me.value.kind !== 'open' && may('keys');
}

export function Rail(): JSX.Element {
  const { path } = place.value;
  return (
    <nav class="rail" aria-label={text.nav.label}>
      <Link to="/" class="brand">
        <Logo />
        <span class="rail-text">{text.product}</span>
      </Link>
      {ENTRIES.filter(entry => entry.isShown?.() ?? true).map(entry => (
        <Link key={entry.to} to={entry.to} class="rail-link" current={entry.isHere(path)} title={entry.label}>
          <Icon name={entry.icon} />
          <span class="rail-text">{entry.label}</span>
          {entry.to === '/dead' && deadCount.value > 0 && (
            <span class="rail-count state-dead">{shortCount(deadCount.value)}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

function Logo(): JSX.Element {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <rect width="16" height="16" rx="3.5" fill="var(--accent)" />
      <path d="M3.5 4.75h9M3.5 8h6.5M3.5 11.25h4" stroke="var(--on-accent)" stroke-width="1.75"
        stroke-linecap="round" />
    </svg>
  );
}
