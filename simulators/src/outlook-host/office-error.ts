import type { WireError } from '../office/wire.ts';

/** Why the simulated Outlook says no; becomes `AsyncResult.error`. Codes as documented where they are, see docs/adr/0014. */
export class OfficeFailure extends Error implements WireError {
  readonly code: number;

  constructor(code: number, name: string, message: string) {
    super(message);
    this.code = code;
    this.name = name;
  }
}

export const offline = () => new OfficeFailure(9017, 'NetworkError', 'The user is no longer connected to the network.');
export const internalError = (code = 9020) =>
  new OfficeFailure(code, 'GenericResponseError', 'An internal error has occurred.');
export const unknownAttachment = () =>
  new OfficeFailure(9015, 'InvalidAttachmentId', 'The attachment identifier does not exist.');
export const tooLong = (name: string) => new OfficeFailure(9006, 'DataExceedsMaximumSize', `${name} is too long.`);
export const attachmentTooLarge = () =>
  new OfficeFailure(9000, 'AttachmentSizeExceeded', 'The attachment cannot be added because it is too big.');
