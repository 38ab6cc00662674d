/** Writes a `.br` beside every script, style and picture, so that the server compresses nothing while it serves (RFC 7932). */

import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import webpack from 'webpack';

const compress = promisify(brotliCompress);
const COMPRESSIBLE = /\.(js|css|svg)$/;

export class BrotliPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('BrotliPlugin', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER;
      compilation.hooks.processAssets.tapPromise({ name: 'BrotliPlugin', stage }, async (assets) => {
        await Promise.all(
          Object.entries(assets)
            .filter(([name]) => COMPRESSIBLE.test(name))
            .map(async ([name, source]) => {
              const input = Buffer.from(source.source());
              const params = {
                [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
                [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
                [constants.BROTLI_PARAM_SIZE_HINT]: input.length,
              };
              const output = await compress(input, { params });
              if (output.length < input.length) {
                compilation.emitAsset(`${name}.br`, new webpack.sources.RawSource(output, false));
              }
            }),
        );
      });
    });
  }
}
