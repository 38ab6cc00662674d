import { Button, Field, Input, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { headingOf, Section, SectionBar } from '../../components/section.tsx';
import { useElement } from '../../components/use-element.ts';
import type { DomainChange, OrganisationSettings } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { listOf, writtenDomain } from './domain-text.ts';
import { ORGANISATION } from './organisation-words.tsx';
import { useListDomain } from './use-settings.ts';

const LISTS = ['trusted', 'forbidden'] as const;
type List = (typeof LISTS)[number];
const SAVED = { trusted: 'savedTrusted', forbidden: 'savedForbidden' } as const;

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  domain: { overflowWrap: 'anywhere', minWidth: 0 },
  form: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  part: { display: 'grid', gap: tokens.spacingVerticalXS },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
});

/** Changes where a domain stands; a notice says it, with the way back. */
function useChange() {
  const { t } = useTranslation(ORGANISATION);
  const { t: common } = useTranslation();
  const notice = useNotice();
  const saving = useListDomain();
  const change = ({ domain, list, expected }: DomainChange, onDone?: () => void): void =>
    saving.mutate(
      { domain, list, expected },
      {
        onSuccess: () => {
          onDone?.();
          notice({
            text: t(`domains.${list ? SAVED[list] : 'savedNone'}`, { domain }),
            intent: 'success',
            action: {
              label: common('common.actions.undo'),
              run: () => change({ domain, list: expected, expected: list }),
            },
          });
        },
      },
    );
  return { saving, change };
}

/** Betrodda och förbjudna domäner: of whom nobody is warned, and to whom nothing is sent. */
export function DomainsSection({ settings: { domains } }: { readonly settings: OrganisationSettings }) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const { saving, change } = useChange();
  const heading = useRef<HTMLDivElement>(null);
  const remove = (domain: string, list: List) => {
    change({ domain, list: null, expected: list });
    // The button goes with its row.
    focusLater(() => headingOf(heading.current));
  };
  return (
    <Section title={t('domains.title')} intro={t('domains.intro')}>
      <div ref={heading}>{saving.error ? <ProblemMessage text={textOf(problemType(saving.error))} /> : null}</div>
      <AddDomain domains={domains} isSaving={saving.isPending} onAdd={change} />
      {LISTS.map((list) => (
        <div key={list} className={styles.part}>
          <h3 className={styles.heading}>
            {t(`domains.${list}`)}
            {domains[list].length > 0
              ? ` (${t('domains.count', { count: domains[list].length, most: LIMITS.listedDomains })})`
              : null}
          </h3>
          {domains[list].length === 0 ? <Text>{t('domains.none')}</Text> : null}
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none */}
          <ul className={styles.list} role="list" aria-label={t(`domains.${list}`)}>
            {domains[list].map((domain) => (
              <li key={domain} className={styles.row}>
                <span className={styles.domain}>{domain}</span>
                <Button
                  size="small"
                  disabledFocusable={saving.isPending}
                  aria-label={t('domains.removeOf', { domain })}
                  onClick={() => remove(domain, list)}
                >
                  {t('domains.remove')}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

interface AddDomainProps {
  readonly domains: OrganisationSettings['domains'];
  readonly isSaving: boolean;
  readonly onAdd: (change: DomainChange, onDone: () => void) => void;
}

function AddDomain({ domains, isSaving, onAdd }: AddDomainProps) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const [text, setText] = useState('');
  const [list, setList] = useState<List>('trusted');
  const [refusal, setRefusal] = useState<string>();
  const input = useElement<HTMLInputElement>();
  const refuse = (why: string) => {
    setRefusal(why);
    input.element.current?.focus();
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const domain = writtenDomain(text);
    if (!domain) return refuse(t('domains.missing'));
    const expected = listOf(domains, domain);
    if (expected === list) return refuse(t('domains.already', { domain }));
    onAdd({ domain, list, expected }, () => setText(''));
  };
  return (
    <form className={styles.form} noValidate onSubmit={add}>
      <Field label={t('domains.domain')} validationMessage={refusal ?? null}>
        <Input
          ref={input.set}
          inputMode="url"
          autoComplete="off"
          maxLength={254}
          value={text}
          onChange={(_event, data) => {
            setText(data.value);
            setRefusal(undefined);
          }}
        />
      </Field>
      <Field label={t('domains.list')}>
        <RadioGroup
          value={list}
          onChange={(_event, data) => setList(data.value === 'forbidden' ? 'forbidden' : 'trusted')}
        >
          {LISTS.map((one) => (
            <Radio key={one} value={one} label={t(`domains.${one}Choice`)} />
          ))}
        </RadioGroup>
      </Field>
      <SectionBar>
        <Button type="submit" appearance="primary" disabledFocusable={isSaving}>
          {t('domains.add')}
        </Button>
      </SectionBar>
    </form>
  );
}
