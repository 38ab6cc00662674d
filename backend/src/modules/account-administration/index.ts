export { AccountImport, type AccountImportParts } from './account-import.service.ts';
export { registerAccountsAdministrationRoutes } from './accounts-administration.routes.ts';
export { AccountsAdministration } from './accounts-administration.service.ts';
export { ADMINISTRATORS_USAGE, runAdministrators } from './administrators.command.ts';
export { Invitations, invitationJobs } from './invitations.service.ts';
export { ManagedAccountsRepository, type ManagedRow } from './managed-accounts.repository.ts';
export { type Author, ManagedAccounts } from './managed-accounts.ts';
export { OwnName } from './own-name.service.ts';
