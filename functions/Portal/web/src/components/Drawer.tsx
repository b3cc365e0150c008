import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { drawerWidth, MOST_DRAWER, LEAST_DRAWER } from '../state/drawer';
import { text } from '../text';
import { Icon } from './icons';

interface Props {
  label: string;
  head: ComponentChildren;
  onClose: () => void;
  children: ComponentChildren;
}

const STEP = 32;

/** A panel beside the list that it belongs to; the list stays usable. */
export function Drawer({ label, head, onClose, children }: Props): JSX.Element {
  const element = useRef<HTMLElement>(null);
  // Before the browser shows it: a key that comes right after is meant for this panel.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null)
        onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);

  function drag(event: PointerEvent): void {
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    const right = element.current!.getBoundingClientRect().right;
    handle.onpointermove = moved => (drawerWidth.value = clamp(right - moved.clientX));
    handle.onpointerup = () => (handle.onpointermove = null);
  }

  function onHandleKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowLeft' ? STEP : event.key === 'ArrowRight' ? -STEP : 0;
    if (step === 0)
      return;
    event.preventDefault();
    drawerWidth.value = clamp(drawerWidth.value + step);
  }

  return (
    <aside class="drawer" ref={element} aria-label={label} style={{ '--drawer': `${drawerWidth.value}px` }}>
      <div class="drawer-edge" role="separator" aria-orientation="vertical" tabIndex={0} aria-label={text.resize}
        aria-valuemin={LEAST_DRAWER} aria-valuemax={MOST_DRAWER} aria-valuenow={drawerWidth.value}
        onPointerDown={drag} onKeyDown={onHandleKey} />
      <div class="drawer-head">
        {head}
        <button type="button" class="button plain icon" aria-label={text.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div class="drawer-body">{children}</div>
    </aside>
  );
}

function clamp(width: number): number {
  return Math.round(Math.max(LEAST_DRAWER, Math.min(MOST_DRAWER, width)));
}
