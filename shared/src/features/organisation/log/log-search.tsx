import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import type { LogScope } from '../../../contract/log.ts';
import { LOG } from './log-words.tsx';
import { type LogQuestion, NO_QUESTION } from './use-log.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(220px, 100%), 1fr))',
    alignItems: 'start',
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, gridColumn: '1 / -1' },
  narrow: { minWidth: 0 },
});

const NETWORK = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*)$/i;

/** The field that nothing can be looked for with. */
const wrongOf = ({ from, to, network }: LogQuestion): 'to' | 'network' | undefined => {
  if (from !== '' && to !== '' && to < from) return 'to';
  return network !== '' && !NETWORK.test(network) ? 'network' : undefined;
};

/** Every action that has a sentence, by its sentence. */
function useActions(): readonly { readonly action: string; readonly text: string }[] {
  const { i18n } = useTranslation(LOG);
  const { language } = useFormat();
  return useMemo(() => {
    const groups = (i18n.getResource(language, LOG, 'actions') ?? {}) as Record<string, Record<string, string>>;
    const actions = Object.entries(groups).flatMap(([group, sentences]) =>
      Object.entries(sentences).map(([name, text]) => ({ action: `${group}.${name}`, text })),
    );
    return actions.sort((one, other) => one.text.localeCompare(other.text, language));
  }, [i18n, language]);
}

export interface LogSearchProps {
  readonly scope: LogScope;
  readonly question: LogQuestion;
  readonly onSearch: (question: LogQuestion) => void;
}

/** What to look for; nothing is looked for before it is asked to, since every look is logged. */
export function LogSearch({ scope, question, onSearch }: LogSearchProps) {
  const styles = useStyles();
  const { t } = useTranslation(LOG);
  const actions = useActions();
  const [typed, setTyped] = useState(question);
  const [refused, setRefused] = useState<'to' | 'network'>();
  const isOwn = scope === 'organisation';
  const field = (name: keyof LogQuestion) => ({
    className: styles.narrow,
    value: typed[name],
    onChange: (_event: unknown, data: { readonly value: string }) => setTyped({ ...typed, [name]: data.value }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const asked = { ...typed, actor: typed.actor.trim(), target: typed.target.trim(), network: typed.network.trim() };
    const wrong = wrongOf(asked);
    setRefused(wrong);
    setTyped(asked);
    if (wrong) return event.currentTarget.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
    onSearch(asked);
  };
  const clear = () => {
    setTyped(NO_QUESTION);
    setRefused(undefined);
    onSearch(NO_QUESTION);
  };
  return (
    <search aria-label={t('search.label')}>
      <form className={styles.root} onSubmit={submit} noValidate>
        <Field label={t('search.from')}>
          <Input type="date" {...field('from')} />
        </Field>
        <Field label={t('search.to')} validationMessage={refused === 'to' ? t('search.datesWrong') : null}>
          <Input type="date" name="to" {...field('to')} />
        </Field>
        <Field label={t('search.action')}>
          <Select {...field('action')}>
            <option value="">{t('search.all')}</option>
            {actions.map(({ action, text }) => (
              <option key={action} value={action}>
                {text}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('search.actor')} hint={t(isOwn ? 'search.actorHint' : 'search.actorAddressHint')}>
          <Input autoComplete="off" maxLength={254} {...field('actor')} />
        </Field>
        <Field label={t('search.target')} hint={t(isOwn ? 'search.targetHint' : 'search.targetAddressHint')}>
          <Input autoComplete="off" maxLength={254} {...field('target')} />
        </Field>
        <Field
          label={t('search.network')}
          hint={t('search.networkHint')}
          validationMessage={refused === 'network' ? t('search.networkWrong') : null}
        >
          <Input name="network" autoComplete="off" maxLength={45} {...field('network')} />
        </Field>
        <div className={styles.bar}>
          <Button appearance="primary" type="submit">
            {t('search.run')}
          </Button>
          <Button onClick={clear}>{t('search.clear')}</Button>
        </div>
      </form>
    </search>
  );
}
