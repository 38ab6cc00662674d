/** A mail or an appointment that is being written, as Office.js has it. */
export type ComposedItem = Office.MessageCompose | Office.AppointmentCompose;

export const isMessage = (item: ComposedItem): item is Office.MessageCompose => String(item.itemType) !== 'appointment';

/** What of a mailbox a composed item needs. */
export type ItemMailbox = Partial<Pick<Office.Mailbox, 'convertToRestId'>>;

/** True where the host says that it has a requirement set of the mailbox. */
export type Supports = (version: string) => boolean;

/** Only in compose mode is the subject an object with getAsync; in read mode it is text. */
export const isComposed = (item: unknown): item is ComposedItem =>
  typeof item === 'object' && item !== null && typeof (item as { readonly subject?: unknown }).subject === 'object';
