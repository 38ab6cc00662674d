import { createContext, type ReactNode } from 'react';

/** What stands above a message that is read, where its mailbox has something to say of it; null = nothing. */
export const MessageBarContext = createContext<((messageId: string) => ReactNode) | null>(null);
