type SenderLanguage = 'sv' | 'en' | 'fi';

/** Who a message is from: the mailbox's holder, and who wrote it where that was somebody else, as the holder allowed. */
export interface SenderNames {
  readonly name: string;
  readonly sentBy?: string | null | undefined;
}

const ON_BEHALF: Readonly<Record<SenderLanguage, (by: string, holder: string) => string>> = {
  sv: (by, holder) => `${by} på uppdrag av ${holder}`,
  en: (by, holder) => `${by} on behalf of ${holder}`,
  fi: (by, holder) => `${by} henkilön ${holder} puolesta`,
};

/** Who a message is from, in words: “Kalle Karlsson på uppdrag av Anna Andersson” where a delegate wrote it. */
export const senderLine = (language: SenderLanguage, { name, sentBy }: SenderNames): string =>
  sentBy ? ON_BEHALF[language](sentBy, name) : name;
