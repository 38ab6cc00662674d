import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ZoomInRegular } from '@fluentui/react-icons/svg/zoom-in';
import { ZoomOutRegular } from '@fluentui/react-icons/svg/zoom-out';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../components/loading.tsx';
import { PREVIEW_BYTES_MOST, PREVIEW_PATH, type PreviewKind } from '../../../components/preview/preview-protocol.ts';
import { usePreviewFrame } from '../../../components/preview/use-preview-frame.ts';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useFormat } from '../../../components/use-format.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  page: { marginLeft: 'auto' },
  frame: {
    flexGrow: 1,
    minHeight: 0,
    width: '100%',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    // The page inside is see-through where both have the same scheme.
    colorScheme: 'normal',
  },
  gone: { display: 'none' },
});

export interface PreviewFrameProps {
  readonly kind: PreviewKind;
  readonly bytes: ArrayBuffer;
  readonly name: string;
  readonly onClose: () => void;
}

/** The sandbox with its file, and the controls around it. Scripts run there, but without an origin: they reach neither us nor a network. */
export function PreviewFrame({ kind, bytes, name, onClose }: PreviewFrameProps) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('reading');
  const format = useFormat();
  const [file] = useState(() => ({
    kind,
    bytes,
    words: {
      language: i18n.language,
      title: kind === 'image' ? t('preview.image', { name }) : name,
      page: t('preview.page', { page: '{page}', pages: '{pages}' }),
      noText: t('preview.noText'),
      undrawn: t('preview.undrawn'),
    },
  }));
  const { set, state, zoom } = usePreviewFrame(file, onClose);
  const { pages, page, percent, failure } = state;
  if (failure) {
    const size = format.size(PREVIEW_BYTES_MOST);
    return <ProblemMessage text={failure === 'tooLarge' ? t('preview.tooLarge', { size }) : t(`preview.${failure}`)} />;
  }
  return (
    <>
      {pages === undefined ? (
        <Loading lines={6} />
      ) : (
        <div className={styles.bar}>
          <Button icon={<ZoomOutRegular />} aria-label={t('preview.zoomOut')} onClick={() => zoom(-1)} />
          <Text role="status">{t('preview.zoom', { percent })}</Text>
          <Button icon={<ZoomInRegular />} aria-label={t('preview.zoomIn')} onClick={() => zoom(1)} />
          {kind === 'pdf' ? <Text className={styles.page}>{t('preview.page', { page, pages })}</Text> : null}
        </div>
      )}
      <iframe
        ref={set}
        className={mergeClasses(styles.frame, pages === undefined && styles.gone)}
        src={PREVIEW_PATH}
        sandbox="allow-scripts"
        title={t('preview.of', { name })}
      />
    </>
  );
}
