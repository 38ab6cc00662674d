/** What one effect does. Those of the draft may be done twice; `post` is done once by its key and the draft's. */
export type Step =
  | 'markSending'
  | 'save'
  | 'upload'
  | 'compare'
  | 'post'
  | 'markEncrypted'
  | 'notification'
  | 'tellBySefos'
  | 'look'
  | 'headers'
  | 'body'
  | 'subject'
  | 'attachment'
  /** Takes the recipients out of a draft that is not to be sent. */
  | 'recipients'
  | 'markHarmless'
  /** Asks once more whether the recipients have been told: another window may have been at it meanwhile. */
  | 'askAgain'
  | 'send'
  | 'confirm'
  | 'saveHarmless'
  | 'remove'
  | 'discard'
  /** Asks the server whether a message has become of the draft. */
  | 'findMessage'
  | 'clearMark';

/** What this host and item allow, and what the person chose. */
export interface SendPlan {
  /** `sender`: the draft itself becomes the mail that tells the recipients (path A). `sefos`: SEFOS tells them (path B). */
  readonly path: 'sender' | 'sefos';
  readonly headers: boolean;
  /** The host can close the window and discard the item. */
  readonly close: boolean;
  /** An appointment stays: nothing is closed or removed. */
  readonly keepItem: boolean;
  /** False: the person keeps the text in the invitation. Always true for a mail. */
  readonly clear: boolean;
}

/** What came of an effect. `unknown`: it may or may not have been done. */
export type Outcome =
  | {
      readonly result: 'ok';
      readonly messageId?: string;
      readonly attachments?: readonly string[];
      readonly changed?: boolean;
    }
  /** The server had this draft already: nothing new was sent. */
  | { readonly result: 'already-sent'; readonly messageId: string }
  /** The recipients have been told: the mail must not be sent. */
  | { readonly result: 'already-told' }
  /** The draft was changed: before `post` the person must look, after it the draft is made harmless once more. */
  | { readonly result: 'changed' }
  | { readonly result: 'failed' | 'unknown'; readonly cause: string; readonly name?: string | undefined };

export interface Stop {
  readonly step: Step;
  readonly reason: 'failed' | 'unknown' | 'changed';
  /** A problem's type or a host error's code; never content. */
  readonly cause: string;
  /** The file that it is about. */
  readonly name: string | undefined;
}

export interface SendState {
  readonly plan: SendPlan;
  /** `cancelled`: nothing was sent, and the draft is an ordinary one again. */
  readonly phase: 'running' | 'stopped' | 'done' | 'cancelled';
  readonly step: Step;
  readonly stop: Stop | undefined;
  /** Whether the message is sealed and durable at the server. */
  readonly sealed: 'no' | 'unknown' | 'yes';
  readonly messageId: string | undefined;
  /** Whether the draft bears a mark, so that Outlook does not let the plain mail leave. */
  readonly marked: 'no' | 'unsure' | 'yes';
  /** The draft is being let go: because it stopped (`stop` says where), or because the person asked for it. */
  readonly lettingGo: 'stopping' | 'asked' | undefined;
  /** It was sealed by an earlier try, or on another device. */
  readonly earlier: boolean;
  /** Another window may be sending this draft now. `accepted`: the person goes on here, knowing that an earlier try was begun. */
  readonly elsewhere: 'no' | 'maybe' | 'accepted';
  /** The draft was changed after the message was sealed: those changes were not sent. */
  readonly laterChanges: boolean;
  /** Who tells the recipients. `waiting`: the sender's mail; SEFOS does it itself if that is not confirmed in time. */
  readonly told: 'nobody' | 'waiting' | 'sender' | 'sefos';
  /** What the draft holds now. */
  readonly draft: 'plain' | 'partly' | 'harmless';
  readonly saved: boolean;
  /** Whether the harmless mail left Outlook. */
  readonly mail: 'no' | 'unknown' | 'yes';
  readonly closed: boolean;
  readonly removed: boolean;
  /** What could not be cleaned away; everything in it is harmless. */
  readonly leftover: readonly ('recipients' | 'discard' | 'remove' | 'confirm')[];
  /** Attachments still to be taken out of the draft. */
  readonly attachments: readonly string[];
  /** How often the draft was found changed after it had been made harmless. */
  readonly redone: number;
}

/** Where everything begins. `earlierTry`: the draft is marked already, so an earlier try may have sent it. */
export const freshState = (plan: SendPlan, earlierTry: boolean): SendState => ({
  plan,
  phase: 'running',
  step: 'markSending',
  stop: undefined,
  sealed: earlierTry ? 'unknown' : 'no',
  messageId: undefined,
  marked: earlierTry ? 'yes' : 'no',
  lettingGo: undefined,
  earlier: false,
  elsewhere: earlierTry ? 'accepted' : 'no',
  laterChanges: false,
  told: 'nobody',
  draft: 'plain',
  saved: false,
  mail: 'no',
  closed: false,
  removed: false,
  leftover: [],
  attachments: [],
  redone: 0,
});
