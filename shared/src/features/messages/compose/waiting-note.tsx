import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { Suspense, useState } from 'react';
import { focusLater } from '../../../components/focus-later.ts';
import { useElement } from '../../../components/use-element.ts';
import type { DraftEntry } from './draft-store.ts';
import { DetailsDialog } from './lazy-details.ts';
import { useDraftValue, useSaveStatus } from './use-draft.ts';
import { useWaitingWords } from './waiting-words.ts';

export interface WaitingNoteProps {
  readonly entry: DraftEntry;
  /** Something was filled in: what is shown is old. */
  readonly onSaved: () => void;
}

/** Says that the draft waits, while nothing has been changed, and leads to what it waits for. */
export function WaitingNote({ entry, onSaved }: WaitingNoteProps) {
  const words = useWaitingWords();
  const button = useElement<HTMLButtonElement>();
  const [adding, setAdding] = useState(false);
  const { waitingRevision } = useDraftValue(entry);
  const { state } = useSaveStatus(entry);
  const { saver } = entry;
  if (!saver || saver.revision !== waitingRevision || state !== 'saved') return null;
  return (
    <MessageBar layout="multiline">
      <MessageBarBody>{words('note')}</MessageBarBody>
      <MessageBarActions>
        <Button ref={button.set} onClick={() => setAdding(true)}>
          {words('add')}
        </Button>
      </MessageBarActions>
      {adding ? (
        <Suspense fallback={null}>
          <DetailsDialog
            draftId={saver.id}
            onClose={(saved) => {
              setAdding(false);
              if (saved) onSaved();
              focusLater(() => button.element.current);
            }}
          />
        </Suspense>
      ) : null}
    </MessageBar>
  );
}
