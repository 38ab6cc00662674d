import type { LinkView } from '../../../contract/links.ts';
import type { Screen } from '../recipient-machine.ts';
import type { ReplyDraft } from '../upload/reply-draft.ts';
import type { Recipient } from '../use-recipient.ts';
import { ReadingScreen } from './reading-screen.tsx';
import { ReplyScreen } from './reply-screen.tsx';
import { SentScreen } from './sent-screen.tsx';

export interface MessageScreensProps {
  readonly recipient: Recipient;
  readonly link: LinkView;
  readonly screen: Extract<Screen, { readonly kind: 'reading' | 'replying' | 'sent' }>;
  /** The unsent reply lives above the screens: it outlasts an ended session. */
  readonly draft: ReplyDraft | undefined;
  readonly setDraft: (draft: ReplyDraft | undefined) => void;
}

/** Everything after the message has been opened. */
export function MessageScreens({ recipient, link, screen, draft, setDraft }: MessageScreensProps) {
  switch (screen.kind) {
    case 'replying':
      return <ReplyScreen recipient={recipient} link={link} draft={draft} setDraft={setDraft} />;
    case 'sent':
      return <SentScreen recipient={recipient} link={link} at={screen.at} />;
    case 'reading':
      return <ReadingScreen recipient={recipient} link={link} message={screen.message} draft={draft} />;
  }
}
