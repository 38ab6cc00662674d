import { createUpload, download, headersOf, upload } from '../http.ts';
import { type Product, startProduct } from '../product/product.ts';
import type { Session } from '../product/protocol.ts';
import type { Outcome } from '../report.ts';
import { type Plan, PORTS } from '../settings.ts';
import { significant } from '../statistics.ts';
import { freshFolder } from '../workspace.ts';
import { SENDER } from './send-load.ts';
import { sendWithAttachment } from './transfer.row.ts';

const GIBIBYTE = 1024 ** 3;
const CONCURRENT = 8;

interface Growth {
  readonly idleMiB: number;
  readonly peakMiB: number;
  readonly medianMiB: number;
}

/** Resident memory above idle while `work` runs in a server that was just started. */
const growthOf = async (
  dataDir: string,
  work: (product: Product, session: Session) => Promise<() => Promise<unknown>>,
): Promise<Growth> => {
  const product = await startProduct({ port: PORTS.product, dataDir });
  try {
    const session = await product.session(SENDER);
    const measured = await work(product, session);
    const idleMiB = await product.idleMiB();
    await product.startSampling();
    await measured();
    const { peakMiB, medianMiB } = await product.stopSampling();
    return { idleMiB, peakMiB: peakMiB - idleMiB, medianMiB: medianMiB - idleMiB };
  } finally {
    await product.stop();
  }
};

/** `path` of each upload goes to `keep`; the bytes are sent when measured. */
const uploads =
  (bytes: number, count: number, keep: string[]) =>
  async (product: Product, session: Session): Promise<() => Promise<unknown>> => {
    for (let index = 0; index < count; index++) keep.push(await createUpload(product.port, session, bytes));
    return () => Promise.all(keep.map((path) => upload(product.port, path, bytes, headersOf(session))));
  };

const downloadOf =
  (bytes: number, path: string) =>
  async (product: Product, session: Session): Promise<() => Promise<unknown>> => {
    const url = await sendWithAttachment(product.port, session, path);
    return () => download(product.port, url, bytes, headersOf(session));
  };

const LIMIT_MIB = 48;

const line = (what: string, bytes: number, { idleMiB, peakMiB, medianMiB }: Growth): Outcome => ({
  row: `memory, ${what} of ${bytes / GIBIBYTE} GiB`,
  figure: `peak +${peakMiB.toFixed(1)}, median +${medianMiB.toFixed(1)} MiB`,
  ceiling: `idle ${idleMiB.toFixed(0)} MiB`,
  ratio: null,
  goal: `peak ≤ +${LIMIT_MIB} MiB`,
  met: peakMiB <= LIMIT_MIB,
  facts: { idleMiB, peakMiB, medianMiB },
});

const FLAT_MIB = 8;
const flat = (what: string, small: Growth, large: Growth): Outcome => {
  const more = large.medianMiB - small.medianMiB;
  return {
    row: `memory, ${what}: from the small to the large`,
    figure: `median ${more < 0 ? '−' : '+'}${Math.abs(more).toFixed(1)} MiB`,
    ceiling: '–',
    ratio: null,
    goal: `flat (≤ +${FLAT_MIB} MiB)`,
    met: more <= FLAT_MIB,
    facts: { small, large },
  };
};

const furtherUploads = async (bytes: number, one: Growth): Promise<Outcome> => {
  const dataDir = freshFolder('memory-concurrent');
  const many = await growthOf(dataDir, uploads(bytes, CONCURRENT + 1, []));
  freshFolder('memory-concurrent');
  const each = (many.peakMiB - one.peakMiB) / CONCURRENT;
  return {
    row: `memory, each of ${CONCURRENT} further uploads at once`,
    figure: `+${each.toFixed(1)} MiB`,
    ceiling: `one +${one.peakMiB.toFixed(1)} MiB`,
    ratio: null,
    goal: '≤ +4 MiB',
    met: each <= 4,
    facts: { one, many, eachMiB: significant(each) },
  };
};

/** Memory of the server above idle during one upload and one download, small and large, and for more uploads at once. */
export const memoryRow = async ({ memoryBytes, concurrentBytes }: Plan): Promise<Outcome[]> => {
  const dataDir = freshFolder('memory');
  const growth: { up: Growth[]; down: Growth[] } = { up: [], down: [] };
  for (const bytes of memoryBytes) {
    const paths: string[] = [];
    growth.up.push(await growthOf(dataDir, uploads(bytes, 1, paths)));
    growth.down.push(await growthOf(dataDir, downloadOf(bytes, paths[0] ?? '')));
  }
  const single = freshFolder('memory-single');
  const one = await growthOf(single, uploads(concurrentBytes, 1, []));
  freshFolder('memory-single');
  freshFolder('memory');
  const outcomes: Outcome[] = [];
  for (const [what, [small, large]] of Object.entries({ upload: growth.up, download: growth.down })) {
    if (!small || !large) continue;
    outcomes.push(line(what, memoryBytes[0], small), line(what, memoryBytes[1], large), flat(what, small, large));
  }
  return [...outcomes, await furtherUploads(concurrentBytes, one)];
};
