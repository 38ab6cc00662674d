import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { organisationRoutes } from '../../api/organisation-routes.ts';
import { isProblem } from '../../api/problem-error.ts';
import { ruleKeys } from '../../api/rule-keys.ts';
import type {
  DayChange,
  DomainChange,
  LevelChange,
  LevelRules,
  LogoChange,
  MailboxRetention,
  MailPreview,
  MessageRules,
  OrganisationSettings,
  PreviewMail,
  RetentionPreview,
  SecondFactorRules,
  SenderRules,
  SessionRules,
  SignInRules,
} from '../../contract/organisation.ts';
import type { RulesChange } from './use-rules-form.ts';

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
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsKey, settings);
      for (const queryKey of Object.values(ruleKeys)) void queryClient.invalidateQueries({ queryKey });
    },
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

/** Saves one level. */
export function useSaveLevel(level: LevelChange['level']) {
  const api = useApi();
  return useSaving(({ wanted, expected }: RulesChange<LevelRules>) =>
    api.call(organisationRoutes.saveLevel, { body: { level, wanted, expected } }),
  );
}

/** Saves how long sessions live. */
export function useSaveSessionRules() {
  const api = useApi();
  return useSaving(({ wanted, expected }: RulesChange<SessionRules>) =>
    api.call(organisationRoutes.saveSessionRules, { body: { wanted, expected } }),
  );
}

/** Saves how accounts may sign in. */
export function useSaveSignIn() {
  const api = useApi();
  return useSaving(({ wanted, expected }: RulesChange<SignInRules>) =>
    api.call(organisationRoutes.saveSignIn, { body: { wanted, expected } }),
  );
}

/** Saves which factors accounts may use. */
export function useSaveSecondFactors() {
  const api = useApi();
  return useSaving(({ wanted, expected }: RulesChange<SecondFactorRules>) =>
    api.call(organisationRoutes.saveSecondFactors, { body: { wanted, expected } }),
  );
}

/** How many accounts would have none of these factors. */
export function useAccountsWithout(wanted: SecondFactorRules) {
  const api = useApi();
  return useQuery({
    queryKey: ['organisation', 'second-factors', wanted],
    queryFn: ({ signal }) => api.call(organisationRoutes.previewSecondFactors, { body: wanted, signal }),
  });
}

/** Saves what holds for new messages. */
export function useSaveMessageRules() {
  const api = useApi();
  return useSaving(({ wanted, expected }: RulesChange<MessageRules>) =>
    api.call(organisationRoutes.saveMessageRules, { body: { wanted, expected } }),
  );
}

/** Saves the name and the number that recipients see. */
export function useSaveSender() {
  const api = useApi();
  return useSaving(({ wanted, expected }: RulesChange<SenderRules>) =>
    api.call(organisationRoutes.saveSender, { body: { wanted, expected } }),
  );
}

/** Saves the logo, or removes it. */
export function useSaveLogo() {
  const api = useApi();
  return useSaving((body: LogoChange) => api.call(organisationRoutes.saveLogo, { body }));
}

/** Shows the mail to recipients without sending it. */
export function usePreviewMail() {
  const api = useApi();
  return useMutation({
    mutationFn: (body: PreviewMail): Promise<MailPreview> => api.call(organisationRoutes.previewMail, { body }),
  });
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
