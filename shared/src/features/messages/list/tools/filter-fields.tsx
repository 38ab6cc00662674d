import { Checkbox, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '../../../../domain/limits.ts';
import type { FilterProps } from '../list-bar.types.ts';
import { knowsUnread, type ListLook, otherSideOf, PERIODS, statusesOf, without } from '../list-look.ts';
import { LIST_TOOLS } from './list-words.tsx';

const useStyles = makeStyles({
  days: { display: 'grid', gap: tokens.spacingVerticalM },
  // The box's own space would put it out of line with the fields.
  box: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

const LEVELS = [1, 2, 3] as const;

/** One field for each way to narrow the list, of those that this folder knows. */
export function FilterFields({ folder, look, onLook }: FilterProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { t: words } = useTranslation(LIST_TOOLS);
  const set = <K extends keyof ListLook>(name: K, value: ListLook[K] | undefined) => {
    const rest = without(look, [name]);
    onLook(value === undefined ? rest : { ...rest, [name]: value });
  };
  const unread = look.unread === undefined ? '' : look.unread ? 'unread' : 'read';
  return (
    <>
      {knowsUnread(folder) ? (
        <Choice
          label={words('filter.read')}
          value={unread}
          onChange={(value) => set('unread', value === '' ? undefined : value === 'unread')}
        >
          <option value="">{words('filter.readAny')}</option>
          <option value="unread">{words('filter.readUnread')}</option>
          <option value="read">{words('filter.readRead')}</option>
        </Choice>
      ) : null}
      <PersonField folder={folder} look={look} onLook={onLook} />
      <PeriodFields folder={folder} look={look} onLook={onLook} />
      <Choice
        label={words('filter.level')}
        value={String(look.level ?? '')}
        onChange={(value) =>
          set(
            'level',
            LEVELS.find((level) => String(level) === value),
          )
        }
      >
        <option value="">{words('filter.any')}</option>
        {LEVELS.map((level) => (
          <option key={level} value={level}>
            {t(`common.level.loa${level}`)}
          </option>
        ))}
      </Choice>
      <Choice
        label={words('filter.status')}
        value={look.status ?? ''}
        onChange={(value) =>
          set(
            'status',
            statusesOf(folder).find((status) => status === value),
          )
        }
      >
        <option value="">{words('filter.any')}</option>
        {statusesOf(folder).map((status) => (
          <option key={status} value={status}>
            {t(`messages.status.${status}`)}
          </option>
        ))}
      </Choice>
      <Checkbox
        className={styles.box}
        label={words('filter.attachments')}
        checked={look.attachments ?? false}
        onChange={(_event, { checked }) => set('attachments', checked === true || undefined)}
      />
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

const Choice = ({ label, value, onChange, children }: ChoiceProps) => (
  <Field label={label}>
    <Select value={value} onChange={(_event, data) => onChange(data.value)}>
      {children}
    </Select>
  </Field>
);

/** The last so many days, or days of one's own choice. */
function PeriodFields({ look, onLook }: FilterProps) {
  const styles = useStyles();
  const { t } = useTranslation(LIST_TOOLS);
  const { period, from, to } = look;
  const [own, setOwn] = useState(from !== undefined || to !== undefined);
  const rest = without(look, ['period', 'from', 'to']);
  const onChoice = (value: string) => {
    const days = PERIODS.find((one) => String(one) === value);
    setOwn(value === 'own');
    onLook(days ? { ...rest, period: days } : rest);
  };
  const onDay = (name: 'from' | 'to', value: string) => {
    const others = without(look, [name, 'period']);
    onLook(value ? { ...others, [name]: value } : others);
  };
  return (
    <>
      <Choice label={t('filter.period')} value={own ? 'own' : String(period ?? '')} onChange={onChoice}>
        <option value="">{t('filter.periodAny')}</option>
        {PERIODS.map((days) => (
          <option key={days} value={days}>
            {t(`filter.period-${days}`)}
          </option>
        ))}
        <option value="own">{t('filter.periodOwn')}</option>
      </Choice>
      {own ? (
        <div className={styles.days}>
          <Field label={t('filter.from')}>
            <Input type="date" value={from ?? ''} max={to} onChange={(_event, data) => onDay('from', data.value)} />
          </Field>
          <Field label={t('filter.to')}>
            <Input type="date" value={to ?? ''} min={from} onChange={(_event, data) => onDay('to', data.value)} />
          </Field>
        </div>
      ) : null}
    </>
  );
}

/** So long a person pauses before the list follows. Milliseconds. */
const PAUSE_MS = 400;

/** The other side's name or address; the list follows after a pause. */
function PersonField({ folder, look, onLook }: FilterProps) {
  const { t } = useTranslation(LIST_TOOLS);
  const [typed, setTyped] = useState(look.person ?? '');
  const { person } = look;
  const wanted = typed.trim();
  // What was cleared elsewhere is cleared here.
  const [shown, setShown] = useState(person);
  if (shown !== person) {
    setShown(person);
    if ((person ?? '') !== wanted) setTyped(person ?? '');
  }
  const apply = useRef<() => void>(undefined);
  useEffect(() => {
    apply.current = undefined;
    if (wanted === (person ?? '')) return undefined;
    apply.current = () => {
      apply.current = undefined;
      const rest = without(look, ['person']);
      onLook(wanted ? { ...rest, person: wanted } : rest);
    };
    const timer = setTimeout(apply.current, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, person, look, onLook]);
  // Enter or Klar closes before the pause is over.
  useEffect(() => () => apply.current?.(), []);
  const who = otherSideOf(folder);
  return (
    <Field label={t(`filter.${who}`)} hint={t('filter.personHint')}>
      <Input
        value={typed}
        maxLength={LIMITS.searchCharacters}
        autoComplete="off"
        onChange={(_event, data) => setTyped(data.value)}
      />
    </Field>
  );
}
