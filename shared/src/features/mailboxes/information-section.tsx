import { Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import type { FunctionMailboxView, NewFunctionMailbox } from '../../contract/function-mailboxes.ts';
import { useMailboxesStyles } from './mailboxes.styles.ts';
import { MAILBOXES } from './mailboxes-words.tsx';
import { isMissing, missingField, SettingsFields } from './settings-fields.tsx';
import { useChangeFunctionMailbox } from './use-function-mailboxes.ts';

/** Namn, adress och språk, with the way back once they are saved. */
export function InformationSection({ mailbox }: { readonly mailbox: FunctionMailboxView }) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const announce = useAnnounce();
  const notice = useNotice();
  const { name, address, language } = mailbox;
  const before: NewFunctionMailbox = { name, address, language };
  const changing = useChangeFunctionMailbox(mailbox.id);
  const [edited, setEdited] = useState<NewFunctionMailbox>();
  const value = edited ?? before;
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const change = (wanted: NewFunctionMailbox, expected: NewFunctionMailbox, undoable: boolean): void =>
    changing.mutate(
      { ...wanted, expected },
      {
        onSuccess: (saved) => {
          setEdited(undefined);
          const now = { name: saved.name, address: saved.address, language: saved.language };
          const undo = { label: common('common.actions.undo'), run: () => change(expected, now, false) };
          notice({ text: t('saved'), intent: 'success', ...(undoable ? { action: undo } : {}) });
        },
      },
    );
  const submit = () => {
    setTried(true);
    if (isMissing(value)) return void focusLater(() => missingField(form.current));
    const isSame = value.name.trim() === name && value.address.trim() === address && value.language === language;
    if (isSame) announce(t('same'));
    else change(value, before, true);
  };
  return (
    <Section title={t('information.title')} intro={t('information.intro')}>
      {changing.error ? <ProblemMessage text={textOf(problemType(changing.error))} /> : null}
      <form
        ref={form}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SettingsFields value={value} onChange={setEdited} tried={tried} addressFixed={!mailbox.mayRemove} />
        <SectionBar>
          <Button type="submit" appearance="primary" disabledFocusable={changing.isPending}>
            {t('save')}
          </Button>
        </SectionBar>
      </form>
    </Section>
  );
}
