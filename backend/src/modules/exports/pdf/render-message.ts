import { type Block, bodyBlocks, PLAIN, plainBlocks, plainText, type Run } from '../body-blocks.domain.ts';
import { EXPORT_TEXTS } from '../export-texts.ts';
import { ArchivalDocument, titleOf } from './archival-document.ts';
import { BodyWriter } from './body-writer.ts';
import { type Element, lineHeightOf, PAGE, PageWriter } from './page-writer.ts';
import type { PdfInput, RenderedMessage } from './pdf-input.ts';
import { Pictures } from './pictures.ts';
import { TextLayout } from './text-layout.ts';

const SUBJECT_SIZE = 18;
const FACT_SIZE = 9.5;
const LABEL_WIDTH = 110;

interface Writing {
  readonly input: PdfInput;
  readonly document: ArchivalDocument;
  readonly page: PageWriter;
  readonly layout: TextLayout;
  readonly root: Element;
}

const run = (text: string, more: Partial<Run> = {}): Run => ({ ...PLAIN, text, ...more });

const writeHeading = (
  { document, page, layout, root }: Writing,
  text: string,
  tag: 'H1' | 'H2',
  size: number,
): void => {
  const element = document.struct(tag);
  root.add(element);
  const runs = [run(text.replace(/\s+/g, ' '), { bold: true })];
  for (const line of layout.lines(runs, { width: PAGE.right - PAGE.left, size, exact: false })) {
    page.room(lineHeightOf(size) * (tag === 'H2' ? 3 : 1));
    page.draw(line, element, tag, { x: PAGE.left, y: page.y, size });
    page.y += lineHeightOf(size);
  }
  page.release();
  element.end();
};

const writeFacts = ({ input, document, page, layout, root }: Writing): void => {
  const x = PAGE.left + LABEL_WIDTH;
  for (const [label, value] of input.head) {
    const element = document.struct('P');
    root.add(element);
    const [name = []] = layout.lines([run(label, { bold: true })], {
      width: LABEL_WIDTH,
      size: FACT_SIZE,
      exact: false,
    });
    const lines = layout.lines([run(value.replace(/\s+/g, ' '))], {
      width: PAGE.right - x,
      size: FACT_SIZE,
      exact: false,
    });
    for (const [index, line] of lines.entries()) {
      page.room(lineHeightOf(FACT_SIZE));
      if (index === 0) page.draw(name, element, 'P', { x: PAGE.left, y: page.y, size: FACT_SIZE });
      page.draw(line, element, 'P', { x, y: page.y, size: FACT_SIZE });
      page.y += lineHeightOf(FACT_SIZE);
    }
    page.release();
    element.end();
  }
  page.gap(6);
  page.rule(PAGE.left, page.y, PAGE.right, page.y);
  page.gap(10);
};

const originalBlocks = (input: PdfInput): Block[] => {
  const path = [{ id: -1, role: 'list', marker: '' } as const];
  return input.originals.map(({ name, lines }, index) => ({
    path: [...path, { id: -2 - index, role: 'item', marker: `${index + 1}.` } as const],
    kind: 'text',
    role: 'P',
    runs: [run(name, { bold: true }), ...lines.map((line) => run(`\n${line}`))],
  }));
};

const writeOriginals = (writing: Writing, body: BodyWriter): void => {
  const { input, document, page } = writing;
  const texts = EXPORT_TEXTS[input.language];
  page.gap(14);
  page.room(60);
  document.outline.addItem(texts.attachments);
  writeHeading(writing, texts.attachments, 'H2', 14);
  const none: Block = { path: [], kind: 'text', role: 'P', runs: [run(texts.noAttachments)] };
  body.write(input.originals.length === 0 ? [none] : originalBlocks(input));
};

const textOf = (input: PdfInput, blocks: readonly Block[]): string => {
  const texts = EXPORT_TEXTS[input.language];
  const originals = input.originals.map(({ name, lines }, index) => [`${index + 1}. ${name}`, ...lines].join('\n   '));
  return [
    input.subject,
    input.head.map(([label, value]) => `${label}: ${value}`).join('\n'),
    plainText(blocks),
    [`${texts.attachments}:`, ...(originals.length === 0 ? [texts.noAttachments] : originals)].join('\n'),
    '',
  ].join('\n\n');
};

const collect = async (document: ArchivalDocument): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of document) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
};

/** A message as PDF/A-2b and as text. Takes seconds of processor time for the longest bodies: belongs into a worker. */
export const renderMessage = async (input: PdfInput): Promise<RenderedMessage> => {
  const texts = EXPORT_TEXTS[input.language];
  const blocks = input.plain ? plainBlocks(input.bodyHtml) : bodyBlocks(input.bodyHtml);
  const document = new ArchivalDocument({
    language: input.language,
    title: input.subject,
    createdAt: input.exportedAt,
    margins: { top: PAGE.top, bottom: 20, left: PAGE.left, right: PAGE.left },
  });
  const pdf = collect(document);
  const page = new PageWriter(document, (number) => `SEFOS · ${input.id} · ${texts.page(number)}`);
  const layout = new TextLayout(document);
  const root = document.struct('Document');
  document.addStructure(root);
  const writing: Writing = { input, document, page, layout, root };
  document.outline.addItem(titleOf(input.subject));
  writeHeading(writing, input.subject, 'H1', SUBJECT_SIZE);
  page.gap(6);
  writeFacts(writing);
  document.outline.addItem(texts.message);
  const { pictureElsewhere } = texts;
  const body = new BodyWriter({ document, page, layout, pictures: new Pictures(), pictureElsewhere }, root);
  body.write(blocks);
  writeOriginals(writing, body);
  page.release();
  root.end();
  document.end();
  return { pdf: await pdf, text: textOf(input, blocks) };
};
