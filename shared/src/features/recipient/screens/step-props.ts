import type { LinkView } from '../../../contract/links.ts';
import type { Recipient } from '../use-recipient.ts';

/** What a step of the link needs. */
export interface StepProps {
  readonly recipient: Recipient;
  readonly link: LinkView;
}
