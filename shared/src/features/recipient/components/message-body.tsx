import { makeStyles, tokens } from '@fluentui/react-components';
import createPurifier from 'dompurify';
import { useMemo } from 'react';
import { IMAGE_ATTRIBUTES, keepInlineImages } from '../../../components/keep-inline-images.ts';

const purifier = createPurifier(window);
keepInlineImages(purifier);

const ALLOWED_TAGS = [
  ...['p', 'br', 'div', 'span', 'strong', 'b', 'em', 'i', 'u', 's', 'a', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code'],
  ...['h1', 'h2', 'h3', 'h4', 'hr', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  'img',
];

const useStyles = makeStyles({
  root: {
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    overflowWrap: 'anywhere',
    overflowX: 'auto',
    '& p': { margin: `0 0 ${tokens.spacingVerticalM}` },
    '& a': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
    '& blockquote': {
      margin: `0 0 ${tokens.spacingVerticalM}`,
      paddingLeft: tokens.spacingHorizontalM,
      borderLeft: `${tokens.strokeWidthThicker} solid ${tokens.colorNeutralStroke1}`,
    },
    '& pre': { whiteSpace: 'pre-wrap', fontFamily: tokens.fontFamilyMonospace },
    '& img': { maxWidth: '100%', height: 'auto' },
    '& td, & th': {
      border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
      padding: tokens.spacingVerticalXS,
    },
    '& table': { borderCollapse: 'collapse' },
  },
});

/**
 * The message's HTML once more through a sanitiser, whatever the server did (defence in depth): text tags and
 * pictures that hold their own data, no styles, no attributes but addresses of links, which open elsewhere and are told nothing
 * about this page.
 */
export function sanitiseBody(html: string): string {
  const body = purifier.sanitize(html, {
    ALLOWED_TAGS,
    ALLOWED_ATTR: ['href', ...IMAGE_ATTRIBUTES],
    ADD_URI_SAFE_ATTR: ['width', 'height'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:)/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const anchor of body.querySelectorAll('a')) {
    anchor.setAttribute('target', '_blank');
    anchor.setAttribute('rel', 'noopener noreferrer');
  }
  const holder = document.createElement('div');
  holder.append(body);
  return holder.innerHTML;
}

/** The text of an opened message. */
export function MessageBody({ html }: { readonly html: string }) {
  const clean = useMemo(() => sanitiseBody(html), [html]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised on the line above.
  return <div className={useStyles().root} dangerouslySetInnerHTML={{ __html: clean }} />;
}
