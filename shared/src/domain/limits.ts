/** Limits that both sides know: the UI says them before the API refuses. Bytes unless named otherwise. */
export const LIMITS = {
  recipientsPerMessage: 100,
  subjectCharacters: 255,
  bodyCharacters: 500_000,
  /** A sending request as JSON: the longest body at four bytes a character, and everything beside it. */
  messageBodyBytes: 4 * 1024 * 1024,
  openTextCharacters: 2_000,
  attachmentsPerMessage: 50,
  attachmentBytes: 5 * 1024 ** 3,
  messageBytes: 10 * 1024 ** 3,
  fileNameCharacters: 200,
  pageRows: 50,
  oneTimeCode: { digits: 6, lifetimeSeconds: 300, tries: 5, resendSeconds: 60, sendsPerHour: 5 },
} as const;
