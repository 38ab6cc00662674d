import { useHost } from '../../../host/host-context.tsx';

// A type, not an interface: i18next asks for what could be any dictionary.
type ItemWords = { readonly context?: 'appointment' };
const MAIL: ItemWords = {};
const INVITATION: ItemWords = { context: 'appointment' };

/** Options of texts that name what is being written: an invitation has words of its own. */
export const useItemWords = (): ItemWords => (useHost().composeItem?.surface === 'appointment' ? INVITATION : MAIL);
