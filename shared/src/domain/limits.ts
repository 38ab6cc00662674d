/** Limits that both sides know: the UI says them before the API refuses. Bytes unless named otherwise. */
export const LIMITS = {
  recipientsPerMessage: 100,
  subjectCharacters: 255,
  /** A body without the data of its pictures (domain/inline-images.ts). */
  bodyCharacters: 500_000,
  /** One picture inside a body; larger ones go as attachments. */
  inlineImageBytes: 1024 * 1024,
  /** All pictures of one body. */
  inlineImagesBytes: 2.5 * 1024 * 1024,
  /** A body with its pictures, whose data is base64: the longest text and all that pictures may be. */
  bodyHtmlCharacters: 4_000_000,
  /** A sending request as JSON: text at four bytes a character, or pictures to their limit and ordinary text. */
  messageBodyBytes: 4 * 1024 * 1024,
  openTextCharacters: 2_000,
  /** The highest limit that a sender may set; none is set by default. */
  downloadsPerRecipient: 100,
  draftsPerMailbox: 200,
  /** Colleagues whom a mailbox is open to at the same time, planned ones as well. */
  delegationsPerMailbox: 10,
  /** Everybody in one function mailbox. */
  membersPerMailbox: 500,
  /** Let in or out in one request. */
  membersPerRequest: 100,
  mailboxNameCharacters: 100,
  autoReplyCharacters: 2_000,
  /** How far ahead a delegation or an absence may end. */
  delegationDays: 366,
  /** The longest that an organisation may set, in days. */
  retentionDays: 36_500,
  reminderDays: 60,
  draftDays: 3_650,
  /** The longest that a link may work, in days. */
  linkDays: 365,
  /** Of an organisation's own words about a level, in each language. */
  levelDescriptionCharacters: 300,
  /** What an organisation shows of itself to recipients. */
  displayNameCharacters: 100,
  switchboardCharacters: 40,
  apiKeys: 50,
  apiKeyDays: 366,
  apiKeyNameCharacters: 100,
  mailPasswordCharacters: 200,
  logoBytes: 100 * 1024,
  /** How long an organisation may let a session be idle, and last in all. */
  sessionIdleMinutes: { least: 5, most: 480 },
  sessionHours: { least: 1, most: 72 },
  /** Domains in each of an organisation's two lists. */
  listedDomains: 500,
  /** With its markup. */
  signatureHtmlCharacters: 10_000,
  /** What is being written may be more than what can be sent: the composer says so, and nothing typed is lost. */
  draftRecipients: 500,
  draftTextCharacters: 4_000,
  /** An address, a name, a number, as typed. */
  draftFieldCharacters: 320,
  attachmentsPerMessage: 50,
  attachmentBytes: 5 * 1024 ** 3,
  messageBytes: 10 * 1024 ** 3,
  fileNameCharacters: 200,
  pageRows: 50,
  searchCharacters: 200,
  caseNoteCharacters: 4_000,
  notesPerCase: 200,
  caseTagCharacters: 40,
  tagsPerMailbox: 50,
  tagsPerCase: 10,
  /** How far open cases are counted: above it there are as many and more. */
  countedCases: 1_000,
  contactsPerMailbox: 10_000,
  contactGroupsPerMailbox: 500,
  contactNameCharacters: 200,
  /** Rows of one file of contacts, and the file as it is sent. */
  contactsPerImport: 2_000,
  contactFileBytes: 1024 * 1024,
  /** Rows that are archived, marked or deleted in one request. */
  rowsPerAction: 200,
  accountNameCharacters: 200,
  /** Accounts from one file. */
  importRows: 2_000,
  importCharacters: 500_000,
  invitationDays: 7,
  /** So long after a change of address nothing that opens an account is sent to the new one … */
  settledAddressDays: 7,
  /** … and so long the one before is told of what is done to it. */
  formerAddressDays: 30,
  /** The most that a licence may say. */
  licensed: 1_000_000,
  licenceContactCharacters: 200,
  /** For how long the closing of an organisation can be taken back: unless something else is said, and at most. */
  closingDays: 30,
  mostClosingDays: 90,
  /** For how long it can be taken back after the export was handed over: that may have broken off on its way. */
  closingAfterExportSeconds: 3_600,
  /** For how long an organisation may let a system administrator in. */
  supportHours: 24,
  supportReasonCharacters: 200,
  /** Domains of an organisation's own. */
  ownDomains: 50,
  /** NIST SP 800-63B §3.1.1.2 asks for eight where a second factor follows, and recommends more. */
  password: { minCharacters: 12, maxCharacters: 200 },
  passkeysPerAccount: 10,
  passkeyNameCharacters: 60,
  recoveryCodes: 10,
  oneTimeCode: { digits: 6, lifetimeSeconds: 300, tries: 5, resendSeconds: 60, sendsPerHour: 5 },
} as const;
