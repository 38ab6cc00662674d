import { Button, Spinner, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { useBearer } from '../../api/bearer-context.tsx';
import { problemType, readProblem } from '../../api/problem-error.ts';
import { FACTORS } from '../../components/factor-words.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { ACCOUNT_DATA_PATH } from '../../contract/account-sessions.ts';
import { useHost } from '../../host/host-context.tsx';
import { Section, SectionBar } from './section.tsx';
import { useConfirmed } from './use-factors.ts';

// Typed by the contract, not imported: its schemas stay out of the browser's download.
const path: typeof ACCOUNT_DATA_PATH = '/account/data';

const nameIn = (disposition: string | null): string =>
  /filename="([\w.-]+)"/.exec(disposition ?? '')?.[1] ?? 'sefos-konto.zip';

/** So long a browser may take to begin with a file that it was given. */
const KEPT_MILLISECONDS = 60_000;

/** Dina uppgifter: all that is kept about the person, as a file. In the browser alone: frames save no files of their own. */
export function DataSection() {
  const { t } = useTranslation(FACTORS);
  const api = useApi();
  const textOf = useProblemText();
  const notice = useNotice();
  const host = useHost();
  const canSave = !useBearer();
  const download = useConfirmed(
    async () => {
      const response = await api.fetch(path, { method: 'POST' });
      if (!response.ok) throw await readProblem(response);
      const url = URL.createObjectURL(await response.blob());
      setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLISECONDS);
      await host.download({ url, fileName: nameIn(response.headers.get('content-disposition')), ticket: null });
    },
    () => notice({ text: t('data.done'), intent: 'success' }),
  );
  return (
    <Section title={t('data.title')} intro={t('data.intro')}>
      {download.error ? <ProblemMessage text={textOf(problemType(download.error))} /> : null}
      {canSave ? (
        <SectionBar>
          <Button
            disabledFocusable={download.isPending}
            icon={download.isPending ? <Spinner size="tiny" /> : null}
            onClick={() => download.mutate()}
          >
            {t('data.download')}
          </Button>
        </SectionBar>
      ) : (
        <Text>{t('security.browserOnly')}</Text>
      )}
    </Section>
  );
}
