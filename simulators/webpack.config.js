/**
 * The browser's side of the simulated Microsoft hosts, one file each, for demo and test mode: `dist/teams-host.js`,
 * `dist/outlook-host.js` and `dist/office.js`, which stands where the product's pages load Office.js from.
 * `web/build.js` builds it with the pages; `node simulators/build.js` builds it alone.
 */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

const swc = {
  loader: 'swc-loader',
  options: { sync: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
};

/** @type {(environment: unknown, options: { mode?: 'production' | 'development' }) => import('webpack').Configuration} */
export default (_environment, { mode = 'production' }) => ({
  name: 'simulators',
  mode,
  context: here,
  devtool: mode === 'production' ? false : 'source-map',
  entry: {
    'teams-host': './src/teams-host/index.ts',
    'outlook-host': './src/outlook-host/index.ts',
    office: './src/office/office.ts',
  },
  output: { path: resolve(here, 'dist'), filename: '[name].js', clean: true },
  module: { rules: [{ test: /\.ts$/, include: resolve(here, 'src'), use: swc }] },
  performance: { hints: false },
  stats: { all: false, errors: true, warnings: true, errorDetails: false, timings: true },
});
