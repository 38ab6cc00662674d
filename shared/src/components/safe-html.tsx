import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { Loading } from './loading.tsx';

const useStyles = makeStyles({
  root: {
    overflowWrap: 'anywhere',
    lineHeight: tokens.lineHeightBase400,
    fontSize: tokens.fontSizeBase300,
    '& a': { color: tokens.colorBrandForegroundLink },
    '& p': { marginTop: 0, marginBottom: tokens.spacingVerticalM },
    '& blockquote': {
      margin: 0,
      paddingLeft: tokens.spacingHorizontalM,
      borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke2}`,
      color: tokens.colorNeutralForeground2,
    },
    '& pre': { whiteSpace: 'pre-wrap' },
    '& img': { maxWidth: '100%', height: 'auto' },
  },
});

/** Content from outside: sanitised again here, whatever the server did, and shown without styles of its own and without pictures from elsewhere. */
export function SafeHtml({ html }: { readonly html: string }) {
  const styles = useStyles();
  const [clean, setClean] = useState<string>();
  useEffect(() => {
    let current = true;
    void import(/* webpackChunkName: "sanitise" */ './sanitise.ts').then(({ sanitise }) => {
      if (current) setClean(sanitise(html));
    });
    return () => {
      current = false;
    };
  }, [html]);
  if (clean === undefined) return <Loading lines={3} />;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised in the line above, which is this component's purpose.
  return <div className={styles.root} dangerouslySetInnerHTML={{ __html: clean }} />;
}
