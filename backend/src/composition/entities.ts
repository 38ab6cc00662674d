import { AccountInvitationEntity } from '../modules/account-administration/invitation.entity.ts';
import {
  AccountEntity,
  AccountIdentityEntity,
  AccountSearchKeyEntity,
  SessionEntity,
  SignInHandoverEntity,
  StepUpWindowEntity,
} from '../modules/accounts/account.entity.ts';
import { SessionEntraTokenEntity } from '../modules/accounts/entra-token.entity.ts';
import {
  FactorTicketEntity,
  PasskeyChallengeEntity,
  PasskeyEntity,
  RecoveryCodeEntity,
  TotpFactorEntity,
} from '../modules/accounts/factors/factor.entity.ts';
import { ApiKeyEntity } from '../modules/api-keys/api-key.entity.ts';
import { AttachmentEntity, DownloadCountEntity, DownloadEntity } from '../modules/attachments/attachment.entity.ts';
import {
  AuditCheckEntity,
  AuditCheckpointEntity,
  AuditEventEntity,
  AuditHeadEntity,
  AuditSigningKeyEntity,
} from '../modules/audit/audit.entity.ts';
import {
  CaseEventEntity,
  CaseNoteEntity,
  CaseTagEntity,
  MailboxCaseEntity,
  TaggedCaseEntity,
} from '../modules/cases/case.entity.ts';
import {
  AddressBookEntity,
  ContactEntity,
  ContactGroupEntity,
  ContactGroupMemberEntity,
  ContactSearchKeyEntity,
  KnownRecipientEntity,
} from '../modules/contacts/contact.entity.ts';
import { DraftClaimEntity, DraftEntity } from '../modules/drafts/draft.entity.ts';
import {
  IdentificationOrderEntity,
  OneTimeCodeEntity,
  RateCounterEntity,
} from '../modules/identification/identification.entity.ts';
import { OrganisationClosingEntity } from '../modules/installation/closing/closing.entity.ts';
import {
  OrganisationLicenceEntity,
  ProcessNodeEntity,
  SupportGrantEntity,
} from '../modules/installation/installation.entity.ts';
import { ExternalLinkEntity, LinkSessionEntity, SharedLinkEntity } from '../modules/links/link.entity.ts';
import { MailServerEntity } from '../modules/mail-servers/mail-server.entity.ts';
import { AutoReplyAnswerEntity, MailboxTextEntity } from '../modules/mailbox-texts/mailbox-text.entity.ts';
import { DelegationEntity } from '../modules/mailboxes/delegation.entity.ts';
import { LiveEventEntity, MailboxEntity, MailboxMemberEntity } from '../modules/mailboxes/mailbox.entity.ts';
import {
  EndingLinkEntity,
  MailReturnEntity,
  MessageBodyEntity,
  MessageEntity,
  MessageKeyEntity,
  OrganisationReaderEntity,
  RecipientEntity,
  RecipientEventEntity,
  RetentionMarkEntity,
  SenderReminderEntity,
  WrittenDomainEntity,
} from '../modules/messages/message.entity.ts';
import { GraphTokenCacheEntity } from '../modules/microsoft365/microsoft365.entity.ts';
import { NotificationPreferenceEntity } from '../modules/notifications/notification-preference.entity.ts';
import { DomainClaimEntity } from '../modules/organisations/domain-claim.entity.ts';
import {
  KeyEncryptionKeyEntity,
  OrganisationDomainEntity,
  OrganisationEntity,
  OrganisationLogoEntity,
  OrganisationTenantEntity,
} from '../modules/organisations/organisation.entity.ts';
import { ProvisioningTokenEntity } from '../modules/provisioning/provisioning-token.entity.ts';
import {
  SearchBlockEntity,
  SearchEntryEntity,
  SearchFilterEntity,
  SearchMarkEntity,
} from '../modules/search/search.entity.ts';
import { StatisticDayEntity, StatisticMarkEntity } from '../modules/statistics/statistic.entity.ts';
import { IdempotencyEntity, OutboxEntity } from '../platform/jobs/outbox.entity.ts';

/** Every table of the product. */
export const ENTITIES = [
  OrganisationEntity,
  OrganisationDomainEntity,
  OrganisationTenantEntity,
  OrganisationLogoEntity,
  MailServerEntity,
  ApiKeyEntity,
  KeyEncryptionKeyEntity,
  AccountEntity,
  AccountSearchKeyEntity,
  AccountIdentityEntity,
  AccountInvitationEntity,
  DomainClaimEntity,
  ProvisioningTokenEntity,
  SessionEntity,
  SessionEntraTokenEntity,
  SignInHandoverEntity,
  StepUpWindowEntity,
  TotpFactorEntity,
  PasskeyEntity,
  RecoveryCodeEntity,
  FactorTicketEntity,
  PasskeyChallengeEntity,
  AuditEventEntity,
  AuditCheckpointEntity,
  AuditHeadEntity,
  AuditSigningKeyEntity,
  AuditCheckEntity,
  StatisticDayEntity,
  StatisticMarkEntity,
  OrganisationLicenceEntity,
  OrganisationClosingEntity,
  SupportGrantEntity,
  ProcessNodeEntity,
  MailboxEntity,
  MailboxMemberEntity,
  LiveEventEntity,
  MailboxTextEntity,
  AutoReplyAnswerEntity,
  DelegationEntity,
  NotificationPreferenceEntity,
  AddressBookEntity,
  ContactEntity,
  ContactGroupEntity,
  ContactGroupMemberEntity,
  ContactSearchKeyEntity,
  KnownRecipientEntity,
  AttachmentEntity,
  DownloadEntity,
  DownloadCountEntity,
  OneTimeCodeEntity,
  RateCounterEntity,
  IdentificationOrderEntity,
  ExternalLinkEntity,
  LinkSessionEntity,
  SharedLinkEntity,
  MessageEntity,
  MessageBodyEntity,
  MessageKeyEntity,
  OrganisationReaderEntity,
  RecipientEntity,
  RecipientEventEntity,
  MailReturnEntity,
  EndingLinkEntity,
  SenderReminderEntity,
  WrittenDomainEntity,
  MailboxCaseEntity,
  CaseEventEntity,
  CaseNoteEntity,
  CaseTagEntity,
  TaggedCaseEntity,
  DraftEntity,
  RetentionMarkEntity,
  SearchEntryEntity,
  SearchBlockEntity,
  SearchFilterEntity,
  SearchMarkEntity,
  DraftClaimEntity,
  GraphTokenCacheEntity,
  OutboxEntity,
  IdempotencyEntity,
];
