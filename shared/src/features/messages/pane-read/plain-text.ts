const ENTITIES = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' } as const;

/** The text that {@link textToHtml} was given; only for HTML that it made. */
export const htmlToText = (html: string): string =>
  html
    .replace(/^<p>|<\/p>$/g, '')
    .split('</p><p>')
    .join('\n')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity as keyof typeof ENTITIES]);
