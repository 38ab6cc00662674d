import { Button, Text } from '@fluentui/react-components';
import { problemType } from '../../api/problem-error.ts';
import { type ApiFile, useSaveFile } from '../../api/use-save-file.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { SectionBar } from '../../components/section.tsx';
import { useHost } from '../../host/host-context.tsx';

interface FileButtonsProps {
  readonly files: readonly (ApiFile & { readonly label: string })[];
  readonly words: Readonly<Record<'busy' | 'done' | 'failed' | 'elsewhere', string>>;
}

/** Buttons that save files; where the host cannot, a sentence of where it can be done. */
export function FileButtons({ files, words }: FileButtonsProps) {
  const textOf = useProblemText();
  const host = useHost();
  const saving = useSaveFile();
  if (!host.canDownload) return <Text>{words.elsewhere}</Text>;
  return (
    <>
      <SectionBar>
        {files.map(({ label, ...file }) => (
          <Button key={label} disabledFocusable={saving.isPending} onClick={() => saving.mutate(file)}>
            {label}
          </Button>
        ))}
      </SectionBar>
      <Text role="status">
        {saving.isPending ? words.busy : null}
        {saving.isSuccess ? words.done : null}
      </Text>
      {saving.error ? <ProblemMessage title={words.failed} text={textOf(problemType(saving.error))} /> : null}
    </>
  );
}
