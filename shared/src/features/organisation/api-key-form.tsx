import { Button, Checkbox, Field, Input, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { SectionBar } from '../../components/section.tsx';
import type { CreatedApiKey } from '../../contract/api-keys.ts';
import { LIMITS } from '../../domain/limits.ts';
import { FormParts } from './form-parts.tsx';
import { MailboxField } from './mailbox-field.tsx';
import { NumberField, parseNumber } from './number-field.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useCreateApiKey } from './use-api-keys.ts';
import { useUnsaved } from './use-unsaved.ts';

/** The word of each scope. */
export const SCOPE_WORDS = {
  'messages:send': 'send',
  'messages:list': 'list',
  'messages:status': 'status',
} as const;
type Scope = keyof typeof SCOPE_WORDS;
const SCOPES: readonly Scope[] = ['messages:send', 'messages:list', 'messages:status'];
const DAYS = { least: 1, most: LIMITS.apiKeyDays };
const EMPTY = { name: '', address: '', days: '365', scopes: SCOPES };

/** Makes a key, and shows it this once. */
export function ApiKeyForm() {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const creating = useCreateApiKey();
  const unsaved = useUnsaved('api-key', EMPTY);
  const typed = { ...EMPTY, ...unsaved.edited };
  const [refused, setRefused] = useState<'name' | 'address' | 'days' | 'scopes'>();
  const [made, setMade] = useState<CreatedApiKey>();
  const root = useRef<HTMLDivElement>(null);
  const isAddress = isProblem(creating.error, 'api-key-mailbox');
  const edit = (part: Partial<typeof EMPTY>) => {
    unsaved.edit(part);
    setRefused(undefined);
    if (isAddress) creating.reset();
  };
  const focus = (name: string) => focusLater(() => root.current?.querySelector<HTMLElement>(`[name=${name}]`));
  const create = () => {
    const [name, address, days] = [typed.name.trim(), typed.address.trim(), parseNumber(typed.days, DAYS)];
    const wrong = name ? (address ? (days ? undefined : 'days') : 'address') : 'name';
    if (wrong || !days || typed.scopes.length === 0) {
      setRefused(wrong ?? 'scopes');
      return focus(wrong ?? 'scope');
    }
    creating.mutate(
      { name, address, days, scopes: [...typed.scopes] },
      {
        onSuccess: (created) => {
          setMade(created);
          unsaved.forget();
          focusLater(() => root.current?.querySelector<HTMLElement>('[name=key]'));
        },
      },
    );
  };
  if (made) {
    const hide = () => {
      setMade(undefined);
      focus('name');
    };
    return (
      <FormParts ref={root}>
        <MadeKey made={made} onHide={hide} />
      </FormParts>
    );
  }
  return (
    <FormParts ref={root}>
      {creating.error && !isAddress ? <ProblemMessage text={textOf(problemType(creating.error))} /> : null}
      <FormParts>
        <Field
          label={t('apiKeys.name')}
          hint={t('apiKeys.nameHint')}
          required
          validationMessage={refused === 'name' ? t('apiKeys.nameMissing') : null}
        >
          <Input
            name="name"
            autoComplete="off"
            maxLength={LIMITS.apiKeyNameCharacters}
            value={typed.name}
            onChange={(_event, { value }) => edit({ name: value })}
          />
        </Field>
        <MailboxField
          name="address"
          label={t('apiKeys.address')}
          address={typed.address}
          refused={refused === 'address' ? t('apiKeys.addressMissing') : isAddress ? textOf('api-key-mailbox') : null}
          onAddress={(address) => edit({ address })}
        />
        <NumberField
          name="days"
          label={t('apiKeys.days')}
          range={DAYS}
          text={typed.days}
          refused={refused === 'days'}
          onText={(days) => edit({ days })}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame. */}
        <div role="group" aria-label={t('apiKeys.scopes')}>
          <Text>{t('apiKeys.scopes')}</Text>
          {SCOPES.map((scope) => (
            <div key={scope}>
              <Checkbox
                name="scope"
                checked={typed.scopes.includes(scope)}
                label={t(`apiKeys.scope.${SCOPE_WORDS[scope]}`)}
                onChange={(_event, { checked }) =>
                  edit({
                    scopes: SCOPES.filter((one) => (one === scope ? checked === true : typed.scopes.includes(one))),
                  })
                }
              />
            </div>
          ))}
          {refused === 'scopes' ? <Field validationMessage={t('apiKeys.scopesMissing')} /> : null}
        </div>
      </FormParts>
      <SectionBar>
        <Button appearance="primary" disabledFocusable={creating.isPending} onClick={create}>
          {t('apiKeys.create')}
        </Button>
      </SectionBar>
    </FormParts>
  );
}

function MadeKey({ made: { key, token }, onHide }: { readonly made: CreatedApiKey; readonly onHide: () => void }) {
  const { t } = useTranslation(ORGANISATION);
  const notice = useNotice();
  const copy = () =>
    navigator.clipboard.writeText(token).then(
      () => notice({ text: t('apiKeys.copied'), intent: 'success' }),
      () => notice({ text: t('apiKeys.notCopied'), intent: 'error' }),
    );
  return (
    <>
      <MessageBar intent="warning" layout="multiline" role="alert">
        <MessageBarBody>{t('apiKeys.shown')}</MessageBarBody>
      </MessageBar>
      <Field label={t('apiKeys.key')} hint={t('apiKeys.mailbox', { id: key.mailboxId })}>
        <Input name="key" readOnly autoComplete="off" value={token} onFocus={(event) => event.target.select()} />
      </Field>
      <SectionBar>
        <Button appearance="primary" onClick={() => void copy()}>
          {t('apiKeys.copy')}
        </Button>
        <Button onClick={onHide}>{t('apiKeys.hide')}</Button>
      </SectionBar>
    </>
  );
}
