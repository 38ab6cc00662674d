import {
  AccountIdentities,
  AccountNotices,
  AccountsDirectory,
  AccountsService,
  EntraSignIn,
  endEndedSessions,
  Handover,
  makeFactors,
  OidcSignIn,
  OwnDataDownload,
  Sessions,
  StepUp,
  StepUpWindow,
  type TellPages,
} from '../modules/accounts/index.ts';
import { ApiKeys } from '../modules/api-keys/index.ts';
import { AttachmentsService, DownloadsService, HeldUploads } from '../modules/attachments/index.ts';
import { AuditLog, ChainCheck } from '../modules/audit/index.ts';
import { leftCases } from '../modules/cases/index.ts';
import { DraftSealing, DraftsRepository, DraftsService } from '../modules/drafts/index.ts';
import { archiveStream, PdfRenderer } from '../modules/exports/index.ts';
import {
  BankIdOrders,
  networkOf,
  OIDC_CALLBACK_PATH,
  OidcFlows,
  OneTimeCodes,
  qrPath,
  RateLimiter,
} from '../modules/identification/index.ts';
import { Licences } from '../modules/installation/index.ts';
import { LinksService, makeLinkReaders } from '../modules/links/index.ts';
import { MailServers, OrganisationMail } from '../modules/mail-servers/index.ts';
import {
  AutoRepliesService,
  MailboxTextsRepository,
  SignaturesService,
  TextSealing,
} from '../modules/mailbox-texts/index.ts';
import {
  DelegationsRepository,
  DelegationsService,
  DelegationTurns,
  FunctionMailboxesRepository,
  FunctionMailboxesService,
  liveEvent,
  MailboxDoor,
  MailboxesService,
  MailboxMembersRepository,
  MailboxMembersService,
  MemberNotificationsService,
  MembersChanged,
  personalMailbox,
} from '../modules/mailboxes/index.ts';
import {
  Bounces,
  CopyPurge,
  LinkAccess,
  ListsRepository,
  ListsService,
  MailPreviews,
  MemberNotices,
  MessageAccess,
  MessageContentReader,
  MessageExports,
  MessagesOfCases,
  MessagesRepository,
  MessageWriter,
  mailboxContents,
  makeMissingDetails,
  OrganisationKeys,
  OrganisationReading,
  RemindersRepository,
  RemovedMailboxes,
  RetentionRepository,
  RetentionService,
  SendService,
  sanitiseBody,
  ThreadRepository,
  ThreadService,
} from '../modules/messages/index.ts';
import { Microsoft365, TeamsActivities } from '../modules/microsoft365/index.ts';
import { NotificationPreferencesService } from '../modules/notifications/index.ts';
import {
  INSTALLATION,
  KeyRing,
  OrganisationsService,
  SettingsService,
  TenantsService,
} from '../modules/organisations/index.ts';
import { SearchIndex, SearchRepository } from '../modules/search/index.ts';
import {
  FiguresRepository,
  StatisticsRepository,
  StatisticsRollup,
  StatisticsService,
  UsageReports,
  UsageRepository,
} from '../modules/statistics/index.ts';
import type { Database } from '../platform/database/database.ts';
import { makeAccountServices } from './account-services.ts';
import { caseHolders, makeCases } from './case-services.ts';
import type { Config } from './config.ts';
import { makeContacts } from './contact-services.ts';
import { makeInstallationServices } from './installation-services.ts';
import { makeMessageServices } from './message-services.ts';
import { ownContacts } from './own-contacts.ts';
import type { Ports } from './ports.ts';

/** Every service of the product, wired to its ports. */
export const makeServices = (config: Pick<Config, 'publicUrl' | 'mailFrom'>, database: Database, given: Ports) => {
  const { clock, ownMail } = given;
  const keyRing = new KeyRing(database, given.kms, clock);
  const organisations = new OrganisationsService(database, keyRing, clock, given.externalMethods);
  const limiter = new RateLimiter({ database, clock });
  const mailServers = new MailServers({ database, clock, keyRing, organisations, limiter, ownMail });
  const mail = new OrganisationMail({ clock, ownMail, installation: given.mail, servers: mailServers });
  const ports: Ports = { ...given, mail };
  const codes = new OneTimeCodes({ database, clock, keyRing, sms: ports.sms, mail: ports.mail, limiter });
  const bankId = new BankIdOrders({ database, clock, keyRing, bankId: ports.bankId, limiter });
  const oidc = new OidcFlows({ database, clock, keyRing, oidc: ports.oidc, providers: ports.providers });
  const mailboxes = new MailboxesService(database);
  const licences = new Licences({ database, clock });
  const accounts = new AccountsService({
    database,
    clock,
    keyRing,
    organisations,
    alongside: ({ mailboxId, organisationId, id, displayName, email }, now) => [
      personalMailbox({ id: mailboxId, organisationId, accountId: id, name: displayName, address: email }, now),
      ...licences.room(organisationId, 'accounts', now),
    ],
  });
  const tell: TellPages = (mailboxId, now) => liveEvent({ type: 'account-changed', mailboxId }, now);
  const sessions = new Sessions({ database, clock, organisations, tell });
  const tenants = new TenantsService({ database, clock });
  const identities = new AccountIdentities({ database, clock, accounts });
  const signInParts = { database, clock, accounts, organisations, sessions, limiter, networkOf };
  const identity = {
    database,
    clock,
    accounts,
    organisations,
    sessions,
    oidc,
    redirectUri: config.publicUrl + OIDC_CALLBACK_PATH,
  };
  const stepUp = new StepUp({ ...identity, bankId: ports.externalMethods.includes('bankid') ? bankId : null });
  const factors = makeFactors({
    ...{ ...signInParts, codes, keyRing, tell, qrOf: qrPath, publicUrl: config.publicUrl },
    hasBankId: ports.externalMethods.includes('bankid'),
  });
  const directory = new AccountsDirectory(database);
  const addressBooks = makeContacts({ database, clock, keyRing, mailboxes, directory });
  const { knownRecipients } = addressBooks;
  const attachments = new AttachmentsService({ database, clock, keyRing, storage: ports.storage });
  const links = new LinksService({ database, clock, organisations });
  const repository = new MessagesRepository(database);
  const delegationRows = new DelegationsRepository(database);
  const memberRows = new MailboxMembersRepository(database);
  const functionMailboxes = new FunctionMailboxesService({
    ...{ database, clock, mailboxes },
    repository: new FunctionMailboxesRepository(database),
    members: memberRows,
    domainsOf: (organisationId) => organisations.ownDomains(organisationId),
    room: (organisationId, now) => licences.room(organisationId, 'functionMailboxes', now),
    contents: (mailbox) => mailboxContents(database, mailbox),
  });
  const door = new MailboxDoor({
    ...{ delegations: delegationRows, members: memberRows },
    clock,
    unreadSince: (mailboxId, sinceMs) => repository.unreadSince(mailboxId, sinceMs),
  });
  const retentionRows = new RetentionRepository(database);
  const reminders = new RemindersRepository(database);
  const settings = new SettingsService({
    ...{ database, clock, externalMethods: ports.externalMethods },
    endSessions: endEndedSessions,
  });
  const content = new MessageContentReader(keyRing);
  const index = new SearchIndex(organisations);
  const searched = new SearchRepository(database);
  const writer = new MessageWriter(keyRing, links, attachments, index);
  const access = new MessageAccess(repository, mailboxes);
  const threads = new ThreadService(access, new ThreadRepository(database));
  const draftsRepository = new DraftsRepository(database);
  const drafts = new DraftsService({
    database,
    clock,
    repository: draftsRepository,
    mailboxes,
    uploads: new HeldUploads(database, keyRing),
    sealing: new DraftSealing(keyRing),
    sanitise: sanitiseBody,
    organisations,
    missingDetails: makeMissingDetails({
      ...{ database, clock, organisations, mailboxes, access, attachments, knownRecipients },
    }),
  });
  const textParts = {
    ...{ database, clock, mailboxes },
    repository: new MailboxTextsRepository(database),
    sealing: new TextSealing(keyRing),
  };
  const autoReplies = new AutoRepliesService(textParts);
  const sending = new SendService({
    ...{ database, clock, organisations, mailboxes, drafts, access, writer, autoReplies, attachments },
    knownRecipients,
  });
  const bounces = new Bounces({ database, clock, repository, mailReturn: ports.mailReturn });
  const microsoft365 = new Microsoft365({
    database,
    clock,
    keyRing,
    graph: ports.graph,
    tenantOwner: (tenantId) => tenants.tenantOwner(tenantId),
    beganWithEntra: (sessionId) => sessions.beganWithEntra(sessionId),
    isSentDraft: async (actor, draftKey) => (await sending.findDraft(actor, draftKey)).messageId !== null,
  });
  const retention = new RetentionService({
    ...{ database, clock, attachments },
    messages: repository,
    repository: retentionRows,
  });
  const copies = new CopyPurge({
    database,
    clock,
    repository,
    retention: retentionRows,
    attachments,
    links,
    mailboxes,
  });
  const removedMailboxes = () =>
    new RemovedMailboxes({
      ...{ database, clock, copies, drafts },
      retention: retentionRows,
      draftRows: draftsRepository,
    });
  // A turn of its own, beside the one for single mailboxes.
  const closedMailboxes = removedMailboxes();
  const organisationKeys = new OrganisationKeys({ database, clock, repository, attachments, links });
  const statistics = new StatisticsService(new FiguresRepository(database));
  const downloads = new DownloadsService({
    database,
    clock,
    attachments,
    accessSince: (id) => door.since(id),
  });
  const { slots } = downloads;
  const lists = new ListsService({
    ...{ clock, lists: new ListsRepository(database), repository, mailboxes, content, index, searched },
  });
  const caseMessages = new MessagesOfCases({ clock, repository, lists, threads: new ThreadRepository(database) });
  const colleagues = new OrganisationReading({ database, clock, repository, access, content, slots });
  const messageExports = new MessageExports({
    database,
    clock,
    repository,
    access,
    content,
    downloads,
    accounts,
    threads,
    pdfs: new PdfRenderer(),
  });
  const teamsActivities = new TeamsActivities({
    graph: ports.graph,
    teamsAppId: ports.teamsAppId,
    publicUrl: config.publicUrl,
    personsOf: (accountIds) => identities.entraPersonsOf(accountIds),
    tenantOwner: (tenantId) => tenants.tenantOwner(tenantId),
    hasTenant: (organisationId) => tenants.hasTenant(organisationId),
  });
  const notificationPreferences = new NotificationPreferencesService({
    database,
    clock,
    teamsState: (account) => teamsActivities.state(account),
  });
  const memberNotifications = new MemberNotificationsService({
    database,
    clock,
    teamsState: (account) => teamsActivities.state(account),
  });
  const holderOfCase = caseHolders(database);
  const delegations = new DelegationsService({
    ...{ database, clock, repository: delegationRows, mailboxes, confirm: factors.confirm },
  });
  const signatures = new SignaturesService({ ...textParts, sanitise: sanitiseBody });
  const ownData = new OwnDataDownload({
    ...{ database, clock, accounts, limiter, archive: archiveStream },
    ...{ confirm: factors.confirm, factors: factors.accountFactors, ownSessions: factors.ownSessions },
    others: [
      { name: 'notifications', read: (actor) => notificationPreferences.get(actor) },
      { name: 'function-mailboxes', read: (actor) => memberNotifications.own(actor) },
      { name: 'signature', read: (actor) => signatures.get(actor, actor.mailboxId) },
      { name: 'auto-reply', read: (actor) => autoReplies.get(actor, actor.mailboxId) },
      { name: 'delegations', read: (actor) => delegations.list(actor) },
      ownContacts(addressBooks.contacts),
    ],
  });
  const memberNotices = new MemberNotices({
    ...{ database, clock, repository, mailboxes, organisations, memberNotifications, holderOfCase },
    ...{ mail: ports.mail, publicUrl: config.publicUrl, mailFrom: config.mailFrom },
  });
  const linkAccess = new LinkAccess({ database, clock, repository, content, writer, mailboxes, slots, autoReplies });
  const linkReaders = makeLinkReaders({
    database,
    clock,
    organisations,
    limiter,
    codes,
    bankId,
    oidc,
    subjects: linkAccess,
    publicUrl: config.publicUrl,
    mailFrom: config.mailFrom,
  });
  const accountServices = makeAccountServices({
    ...{ config, database, accounts, organisations, directory, limiter },
    licence: (actor) => licences.own(actor),
    // Mail about accounts goes through the installation's own server.
    ports: given,
  });
  return {
    database,
    clock,
    keyRing,
    organisations,
    limiter,
    codes,
    bankId,
    oidc,
    mailboxes,
    door,
    functionMailboxes,
    mailboxMembers: new MailboxMembersService({
      ...{ database, clock, directory, functionMailboxes },
      repository: memberRows,
      letGo: leftCases,
    }),
    membersChanged: new MembersChanged({
      ...{ accounts, organisations, mailboxes, mail: ports.mail },
      ...{ publicUrl: config.publicUrl, mailFrom: config.mailFrom },
    }),
    delegations,
    delegationTurns: new DelegationTurns({
      ...{ clock, repository: delegationRows, accounts, organisations, preferences: notificationPreferences },
      ...{ mail: ports.mail, publicUrl: config.publicUrl, mailFrom: config.mailFrom },
    }),
    ...accountServices,
    ...makeInstallationServices({
      ...{ database, clock, organisations, accounts, licences, limiter, ports },
      redirectUri: identity.redirectUri,
      purge: {
        empty: (organisationId) => closedMailboxes.run(organisationId),
        takeKeys: (organisationId) => organisationKeys.take(organisationId),
      },
      figures: (actor, period) => statistics.export(actor, period),
      managedAccounts: accountServices.managedAccounts,
      managedRows: accountServices.managedRows,
    }),
    accounts,
    sessions,
    tenants,
    ...factors,
    accountNotices: new AccountNotices({
      ...{ accounts, organisations, mail: ports.mail, publicUrl: config.publicUrl, mailFrom: config.mailFrom },
    }),
    ownData,
    oidcSignIn: new OidcSignIn({ ...identity, tenants, identities }),
    microsoft365,
    entraSignIn: new EntraSignIn({
      ...signInParts,
      identities,
      tenants,
      entraTokens: ports.entraTokens,
      onEntraSignIn: ({ id, organisationId }, accessToken, person) =>
        microsoft365.connect({ accountId: id, organisationId }, accessToken, person),
    }),
    handover: new Handover(signInParts),
    stepUp,
    stepUpWindow: new StepUpWindow({ database, clock, sessions, stepUp, limiter }),
    directory,
    ...addressBooks,
    attachments,
    links,
    linkReaders,
    linkAccess,
    downloads,
    drafts,
    signatures,
    autoReplies,
    sending,
    lists,
    ...makeMessageServices({
      ...{ database, clock, organisations, mailboxes, directory, limiter, codes, links, attachments, drafts, settings },
      ...{ repository, access, content, writer, index, searched, threads, copies, retention, retentionRows, reminders },
      ...{ autoReplies, signatures, knownRecipients, slots, downloads, linkAccess, colleagues, bounces, holderOfCase },
      ...{ memberNotices, memberNotifications, members: memberRows, preferences: notificationPreferences },
      ...{ draftRows: draftsRepository, exports: messageExports, activities: teamsActivities },
      ...{ mail: ports.mail, publicUrl: config.publicUrl, mailFrom: config.mailFrom },
    }),
    ...makeCases({ database, clock, keyRing, mailboxes, mailboxMembers: memberRows, messages: caseMessages }),
    colleagues,
    threads,
    messageExports,
    bounces,
    notificationPreferences,
    memberNotifications,
    memberNotices,
    settings,
    apiKeys: new ApiKeys({ database, clock, mailboxes, organisations, limiter }),
    mailServers,
    mailPreview: new MailPreviews({ organisations, clock }),
    log: new AuditLog({ database, clock, installationId: INSTALLATION }),
    chainCheck: new ChainCheck({ database, clock }),
    statistics,
    usageReports: new UsageReports(new UsageRepository(database)),
    statisticsRollup: new StatisticsRollup(new StatisticsRepository(database)),
    retention,
    removedMailboxes: removedMailboxes(),
  };
};
export type Services = ReturnType<typeof makeServices>;
