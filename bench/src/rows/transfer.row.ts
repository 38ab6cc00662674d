import { performance } from 'node:perf_hooks';
import { call, createUpload, download, headersOf, removeUpload, upload } from '../http.ts';
import { type Product, startProduct } from '../product/product.ts';
import type { Session } from '../product/protocol.ts';
import type { Outcome } from '../report.ts';
import { type Plan, PORTS } from '../settings.ts';
import { median, significant } from '../statistics.ts';
import { freshFolder } from '../workspace.ts';
import { SENDER } from './send-load.ts';

interface Cost {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}

const costOf = async (product: Product, work: () => Promise<void>): Promise<Cost> => {
  const before = await product.cpu();
  const startedAt = performance.now();
  await work();
  const wallSeconds = (performance.now() - startedAt) / 1000;
  return { wallSeconds, cpuSeconds: (await product.cpu()).seconds - before.seconds };
};

/** Sends a message with this upload and answers the path of a download of it. */
export const sendWithAttachment = async (port: number, session: Session, uploadPath: string): Promise<string> => {
  const attachmentId = uploadPath.slice(uploadPath.lastIndexOf('/') + 1);
  const message = await call<{ id: string }>(port, session, 'POST', '/api/v1/messages', {
    mailboxId: session.mailboxId,
    recipients: [{ address: 'kollega@storkommun.example', kind: 'to' }],
    subject: 'Handlingar',
    bodyHtml: '<p>Se bilagan.</p>',
    attachmentIds: [attachmentId],
    assuranceLevel: 2,
    replyAllowed: false,
  });
  const path = `/api/v1/messages/${message.id}/downloads`;
  return (await call<{ url: string }>(port, session, 'POST', path, { attachmentId })).url;
};

interface Measured {
  readonly sealed: Cost[];
  readonly plain: Cost[];
  /** Downloads only: the file pumped through two buffers of its own. */
  readonly lean: Cost[];
}

const measureUploads = async (product: Product, session: Session, bytes: number, rounds: number): Promise<Measured> => {
  const measured: Measured = { sealed: [], plain: [], lean: [] };
  for (let round = -1; round < rounds; round++) {
    const path = await createUpload(product.port, session, bytes);
    const sealed = await costOf(product, () => upload(product.port, path, bytes, headersOf(session)));
    await removeUpload(product.port, session, path);
    const plainPath = `/plain/upload${round + 1}`;
    const plain = await costOf(product, () => upload(PORTS.plain, plainPath, bytes, {}));
    await fetch(`http://127.0.0.1:${PORTS.plain}${plainPath}`, { method: 'DELETE' });
    await product.settle();
    if (round < 0) continue;
    measured.sealed.push(sealed);
    measured.plain.push(plain);
  }
  return measured;
};

const measureDownloads = async (
  product: Product,
  session: Session,
  bytes: number,
  rounds: number,
): Promise<Measured> => {
  const measured: Measured = { sealed: [], plain: [], lean: [] };
  const uploadPath = await createUpload(product.port, session, bytes);
  await upload(product.port, uploadPath, bytes, headersOf(session));
  const url = await sendWithAttachment(product.port, session, uploadPath);
  await upload(PORTS.plain, '/plain/download', bytes, {});
  for (let round = -1; round < rounds; round++) {
    const sealed = await costOf(product, () => download(product.port, url, bytes, headersOf(session)));
    const plain = await costOf(product, () => download(PORTS.plain, '/plain/download', bytes, {}));
    const lean = await costOf(product, () => download(PORTS.plain, '/lean/download', bytes, {}));
    if (round < 0) continue;
    measured.sealed.push(sealed);
    measured.plain.push(plain);
    measured.lean.push(lean);
  }
  return measured;
};

interface Measure {
  readonly title: string;
  readonly unit: string;
  readonly goal: number;
  readonly secondsOf: (cost: Cost) => number;
}
const MEASURES: readonly Measure[] = [
  { title: 'wall', unit: 'MiB/s', goal: 0.85, secondsOf: ({ wallSeconds }) => wallSeconds },
  { title: 'per CPU second', unit: 'MiB/CPU s', goal: 0.7, secondsOf: ({ cpuSeconds }) => cpuSeconds },
];

const outcomesOf = (what: string, bytes: number, { sealed, plain, lean }: Measured): Outcome[] => {
  const mebibytes = bytes / 1024 ** 2;
  const line = ({ title, unit, goal, secondsOf }: Measure, ceiling: readonly Cost[], isGoal: boolean): Outcome => {
    const speed = (costs: readonly Cost[]) => Math.round(mebibytes / median(costs.map(secondsOf)));
    const ratios = sealed.map((cost, round) => {
      const other = ceiling[round];
      return other ? secondsOf(other) / secondsOf(cost) : Number.NaN;
    });
    const ratio = median(ratios);
    return {
      row: `${what} ${Math.round(mebibytes)} MiB: ${title}${isGoal ? '' : ', plain through two reused buffers'}`,
      figure: `${speed(sealed)} ${unit}`,
      ceiling: `${speed(ceiling)} ${unit}`,
      ratio,
      goal: isGoal ? `≥ ${goal.toFixed(2)}` : '',
      met: isGoal ? ratio >= goal : null,
      facts: { ratios: ratios.map(significant), sealed, ceiling },
    };
  };
  return [
    ...MEASURES.map((measure) => line(measure, plain, true)),
    ...(lean.length > 0 ? MEASURES.map((measure) => line(measure, lean, false)) : []),
  ];
};

const withProduct = async (measure: (product: Product, session: Session) => Promise<Outcome[]>): Promise<Outcome[]> => {
  const product = await startProduct({ port: PORTS.product, dataDir: freshFolder('transfer') });
  try {
    await product.listenPlain(PORTS.plain);
    return await measure(product, await product.session(SENDER));
  } finally {
    await product.stop();
    freshFolder('transfer');
  }
};

/** An upload sealed and fsynced, against the same server and disk writing it plain, fsynced. */
export const uploadRow = ({ transferBytes, transferRounds }: Plan): Promise<Outcome[]> =>
  withProduct(async (product, session) =>
    outcomesOf('upload', transferBytes, await measureUploads(product, session, transferBytes, transferRounds)),
  );

/** A download opened on its way, against the same server and disk reading it plain. */
export const downloadRow = ({ transferBytes, transferRounds }: Plan): Promise<Outcome[]> =>
  withProduct(async (product, session) =>
    outcomesOf('download', transferBytes, await measureDownloads(product, session, transferBytes, transferRounds)),
  );
