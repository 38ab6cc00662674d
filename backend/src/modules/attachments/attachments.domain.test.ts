import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { checkMessage, checkSize, checkUnsent } from './attachments.domain.ts';

const problemOf = (work: () => void): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return (error as { readonly type: string }).type;
  }
};
const files = (count: number, sizeBytes = 0) => Array.from({ length: count }, () => sizeBytes);
const { attachmentBytes, attachmentsPerMessage, messageBytes } = LIMITS;

describe('what is uploaded', () => {
  it.each([
    ['an empty file', () => checkSize(0), 'none'],
    ['less than nothing', () => checkSize(-1), 'invalid-request'],
    ['half a byte', () => checkSize(0.5), 'invalid-request'],
    ['no number', () => checkSize(Number.NaN), 'invalid-request'],
    ['the largest file', () => checkSize(attachmentBytes), 'none'],
    ['a byte more', () => checkSize(attachmentBytes + 1), 'upload-too-large'],
    ['a message without files', () => checkMessage([]), 'none'],
    ['the largest message', () => checkMessage(files(2, messageBytes / 2)), 'none'],
    ['a byte more in all', () => checkMessage([...files(2, messageBytes / 2), 1]), 'upload-too-large'],
    ['the most files', () => checkMessage(files(attachmentsPerMessage)), 'none'],
    ['a file more', () => checkMessage(files(attachmentsPerMessage + 1)), 'attachments-too-many'],
    ['ten thousand files', () => checkMessage(files(10_000)), 'attachments-too-many'],
    ['the most unsent', () => checkUnsent({ uploads: 10 * attachmentsPerMessage - 1, bytes: 0 }, 1), 'none'],
    [
      'one more unsent',
      () => checkUnsent({ uploads: 10 * attachmentsPerMessage, bytes: 0 }, 1),
      'attachments-too-many',
    ],
    ['the most unsent bytes', () => checkUnsent({ uploads: 1, bytes: 4 * messageBytes - 1 }, 1), 'none'],
    ['a byte more unsent', () => checkUnsent({ uploads: 1, bytes: 4 * messageBytes }, 1), 'upload-too-large'],
  ])('%s is answered', (_name, check, answer) => {
    expect(problemOf(check)).toBe(answer);
  });
});
