import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import webpack from 'webpack';
import { freshFolder } from '../workspace.ts';

const ENTRY = fileURLToPath(new URL('./empty-fluent.js', import.meta.url));

/** Builds the empty Fluent page as our pages are built; answers its script. */
const build = (folder: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const compiler = webpack({
      mode: 'production',
      context: fileURLToPath(new URL('.', import.meta.url)),
      entry: ENTRY,
      output: { path: folder, filename: 'empty.js' },
      performance: { hints: false },
    });
    compiler.run((error, stats) => {
      if (error || stats?.hasErrors()) return reject(error ?? new Error(stats?.toString()));
      compiler.close(() => resolve(readFileSync(join(folder, 'empty.js'))));
    });
  });

/** A page whose frame is what is measured, as Outlook frames the pane. */
const HOST = '<!doctype html><title>host</title><body></body>';
const PAGE =
  '<!doctype html><meta charset="utf-8"><title>empty</title><script defer src="/empty.js"></script><div id="root"></div>';

export interface EmptyPage {
  readonly brotliBytes: number;
  close(): void;
}

/** Serves the empty Fluent page at `/` inside a host page at `/host`, compressed as our own are. */
export const serveEmptyPage = async (port: number): Promise<EmptyPage> => {
  const folder = freshFolder('empty-page');
  mkdirSync(folder, { recursive: true });
  const script = brotliCompressSync(await build(folder));
  const server: Server = createServer((request, response) => {
    if (request.url === '/empty.js') {
      response.writeHead(200, {
        'content-type': 'text/javascript',
        'content-encoding': 'br',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      return response.end(script);
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(request.url === '/host' ? HOST : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { brotliBytes: script.length, close: () => server.close() };
};
