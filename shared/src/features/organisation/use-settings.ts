import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { organisationRoutes } from '../../api/organisation-routes.ts';
import { isProblem } from '../../api/problem-error.ts';
import type {
  DayChange,
  DomainChange,
  MailboxRetention,
  OrganisationSettings,
  RetentionPreview,
} from '../../contract/organisation.ts';

const settingsKey = ['organisation', 'settings'] as const;
const mailboxesKey = ['organisation', 'mailbox-retention'] as const;

/** What a preview is asked of: the organisation, or one mailbox. */
export interface PreviewQuestion {
  readonly days: number | null;
  readonly address?: string;
}

/** The settings as they are on the server. */
export function useSettings() {
  const api = useApi();
  return useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => api.call(organisationRoutes.getOrganisationSettings, { signal }),
  });
}

/** Saves a part of the settings; when somebody else was first, the settings are read anew. */
function useSaving<Change>(save: (change: Change) => Promise<OrganisationSettings>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: (settings) => queryClient.setQueryData(settingsKey, settings),
    onError: (error) =>
      isProblem(error, 'settings-changed') ? queryClient.invalidateQueries({ queryKey: settingsKey }) : undefined,
  });
}

/** Saves a number of days. */
export function useSaveDays() {
  const api = useApi();
  return useSaving((body: DayChange) => api.call(organisationRoutes.saveDays, { body }));
}

/** Puts a domain into a list, or takes it out. */
export function useListDomain() {
  const api = useApi();
  return useSaving((body: DomainChange) => api.call(organisationRoutes.listDomain, { body }));
}

/** Counts what would be purged, when it is asked to. */
export function usePreview() {
  const api = useApi();
  return useMutation({
    mutationFn: (body: PreviewQuestion): Promise<RetentionPreview> =>
      api.call(organisationRoutes.previewRetention, { body }),
  });
}

/** Mailboxes with days of their own. */
export function useMailboxRetention() {
  const api = useApi();
  return useQuery({
    queryKey: mailboxesKey,
    queryFn: ({ signal }) => api.call(organisationRoutes.findMailboxRetention, { query: {}, signal }),
  });
}

/** Looks for the mailbox with an address. */
export function useFindMailbox() {
  const api = useApi();
  return useMutation({
    mutationFn: async (address: string): Promise<MailboxRetention | undefined> =>
      (await api.call(organisationRoutes.findMailboxRetention, { query: { address } }))[0],
  });
}

/** Saves the days of one mailbox. */
export function useSaveMailbox() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly address: string; readonly days: number | null; readonly expected: number | null }) =>
      api.call(organisationRoutes.saveMailboxRetention, { body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: mailboxesKey }),
  });
}
