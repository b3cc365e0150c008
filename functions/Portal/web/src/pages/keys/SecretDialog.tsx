import type { JSX } from 'preact';
import type { Key } from '../../api/types';
import { CurlLine } from '../../components/Curl';
import { CopyButton } from '../../components/CopyButton';
import { Dialog } from '../../components/Dialog';
import { signIn } from '../../state/session';
import { keysText } from './text';

interface Props {
  item: Key;
  onClose: () => void;
}

/** Shows a secret once; when this is closed it is nowhere in the page any more. */
export function SecretDialog({ item, onClose }: Props): JSX.Element {
  const shown = `${item.id}.${item.secret ?? ''}`;
  function use(): void {
    signIn(shown);
    onClose();
  }

  return (
    <Dialog title={keysText.secretTitle} onClose={onClose} onSubmit={onClose} isAnswer
      foot={(
        <>
          <button type="button" class="button" onClick={use}>{keysText.use}</button>
          <button class="button primary">{keysText.kept}</button>
        </>
      )}>
      <p>{keysText.secret}</p>
      <div class="curl-line">
        <pre class="curl">{shown}</pre>
        <CopyButton value={shown} label={keysText.copySecret} />
      </div>
      <CurlLine line={`curl -H 'Authorization: Bearer ${shown}' ${location.origin}/v1/queues`} />
    </Dialog>
  );
}
