import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import type { AdministeredOrganisation } from '../../contract/installation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { ADMINISTRATION } from './administration-words.tsx';
import { ClosingDialog } from './closing-dialog.tsx';
import { draftOf, isLicensed, type LicenceDraft, termsOf } from './licence-draft.ts';
import { isTight, LicenceQuestion } from './licence-question.tsx';
import { useChangeLicence, useFreezeOrganisation, useInviteFirst } from './use-administration.ts';

const useStyles = makeStyles({
  part: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    justifyItems: 'start',
    paddingTop: tokens.spacingVerticalM,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
});

interface OrganisationDialogProps {
  readonly organisation: AdministeredOrganisation;
  readonly onClose: () => void;
}

const NUMBERS = ['accounts', 'functionMailboxes'] as const;

/** An organisation: its licence, and whether people may sign in; or how far its closing has come. */
export function OrganisationDialog({ organisation, onClose }: OrganisationDialogProps) {
  const [isClosing, setClosing] = useState(organisation.closing !== null);
  if (isClosing) return <ClosingDialog organisation={organisation} onClose={onClose} />;
  return <OrganisationForm organisation={organisation} onClose={onClose} onClosing={() => setClosing(true)} />;
}

interface OrganisationFormProps extends OrganisationDialogProps {
  readonly onClosing: () => void;
}

function OrganisationForm({ organisation, onClose, onClosing }: OrganisationFormProps) {
  const { id, name, licence } = organisation;
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const changing = useChangeLicence(id);
  const [draft, setDraft] = useState(() => draftOf(licence.terms));
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState(false);
  const terms = termsOf(draft);
  const submit = () => {
    setTried(true);
    const wrong = NUMBERS.find((field) => !isLicensed(draft[field]));
    if (wrong) return document.querySelector<HTMLInputElement>(`form [name="${wrong}"]`)?.focus();
    if (isTight(terms, licence.used) && !asked) return setAsked(true);
    changing.mutate(
      { terms, expected: licence.terms },
      {
        onSuccess: () => {
          notice({ text: t('licence.saved', { name }), intent: 'success' });
          onClose();
        },
      },
    );
  };
  const change = (next: LicenceDraft) => {
    setDraft(next);
    setAsked(false);
  };
  return (
    <FormDialog
      title={name}
      submit={t(asked ? 'licence.question.confirm' : 'licence.save')}
      isPending={changing.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {changing.error ? <ProblemMessage text={textOf(problemType(changing.error))} /> : null}
      <Text>{t('licence.intro')}</Text>
      <LicenceFields draft={draft} onDraft={change} used={licence.used} tried={tried} />
      {asked ? <LicenceQuestion terms={terms} used={licence.used} /> : null}
      {organisation.awaited ? <Inviting organisation={organisation} onClose={onClose} /> : null}
      {organisation.own ? null : <Freezing organisation={organisation} onClose={onClose} />}
      {organisation.own ? null : <Ending isFrozen={organisation.frozenAt !== null} onClosing={onClosing} />}
    </FormDialog>
  );
}

interface LicenceFieldsProps {
  readonly draft: LicenceDraft;
  readonly onDraft: (draft: LicenceDraft) => void;
  readonly used: AdministeredOrganisation['licence']['used'];
  readonly tried: boolean;
}

function LicenceFields({ draft, onDraft, used, tried }: LicenceFieldsProps) {
  const { t } = useTranslation(ADMINISTRATION);
  return (
    <>
      {NUMBERS.map((field) => (
        <Field
          key={field}
          label={t(`licence.${field}`)}
          hint={t('licence.numberHint', { used: used[field] })}
          validationMessage={tried && !isLicensed(draft[field]) ? t('licence.wrong', { most: LIMITS.licensed }) : null}
        >
          <Input
            name={field}
            inputMode="numeric"
            autoComplete="off"
            value={draft[field]}
            onChange={(_event, { value }) => onDraft({ ...draft, [field]: value })}
          />
        </Field>
      ))}
      <Field label={t('licence.lastDay')} hint={t('licence.lastDayHint')}>
        <Input type="date" value={draft.until} onChange={(_event, { value }) => onDraft({ ...draft, until: value })} />
      </Field>
      <Field label={t('licence.contact')} hint={t('licence.contactHint')}>
        <Input
          autoComplete="off"
          maxLength={LIMITS.licenceContactCharacters}
          value={draft.contact}
          onChange={(_event, { value }) => onDraft({ ...draft, contact: value })}
        />
      </Field>
    </>
  );
}

/** Asks first: nobody of the organisation can work meanwhile. */
function Freezing({ organisation: { id, name, frozenAt }, onClose }: OrganisationDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const format = useFormat();
  const freezing = useFreezeOrganisation(id);
  const [asked, setAsked] = useState(false);
  const isFrozen = frozenAt !== null;
  const which = isFrozen ? 'thaw' : 'freeze';
  const change = () =>
    freezing.mutate(!isFrozen, {
      onSuccess: () => {
        notice({ text: t(`${which}.done`, { name }), intent: 'success' });
        onClose();
      },
    });
  return (
    <div className={styles.part}>
      {isFrozen ? <Text>{t('freeze.since', { date: format.exact(frozenAt) })}</Text> : null}
      <Text>{t(`${which}.text`)}</Text>
      {freezing.error ? <ProblemMessage text={textOf(problemType(freezing.error))} /> : null}
      <Button disabledFocusable={freezing.isPending} onClick={() => (asked || isFrozen ? change() : setAsked(true))}>
        {asked && !isFrozen ? t('freeze.confirm', { name }) : t(`${which}.action`)}
      </Button>
    </div>
  );
}

/** An invitation lasts some days, and the first one may have been missed. */
function Inviting({ organisation: { id, name }, onClose }: OrganisationDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const inviting = useInviteFirst(id);
  const invite = () =>
    inviting.mutate(undefined, {
      onSuccess: () => {
        notice({ text: t('invite.done', { name }), intent: 'success' });
        onClose();
      },
    });
  return (
    <div className={styles.part}>
      <Text>{t('invite.text')}</Text>
      {inviting.error ? <ProblemMessage text={textOf(problemType(inviting.error))} /> : null}
      <Button disabledFocusable={inviting.isPending} onClick={invite}>
        {t('invite.action')}
      </Button>
    </div>
  );
}

/** For good: of an organisation that is frozen already. */
function Ending({ isFrozen, onClosing }: { readonly isFrozen: boolean; readonly onClosing: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  return (
    <div className={styles.part}>
      <Text>{t(isFrozen ? 'closing.open.text' : 'closing.open.first')}</Text>
      {isFrozen ? <Button onClick={onClosing}>{t('closing.open.action')}</Button> : null}
    </div>
  );
}
