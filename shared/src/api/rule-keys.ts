/** Keys of what an organisation decides about new messages: the composer reads it, its settings make it old. */
export const ruleKeys = {
  levels: ['messages', 'levels'],
  rules: ['messages', 'rules'],
} as const;
