/**
 * Builds separate pages from one tree: `staff` (served under `/`), `recipient` (under `/m` and `/o`), `teams` (the tab), `preview` (draws files in a sandbox), `outlook`
 * (a page for each pane, in two files and on Preact: ADR 0025), and the one file of Outlook's event-based activation. They share no chunk, and the recipient's graph is checked to hold nothing of the staff screens. The recipient's page runs Fluent on Preact: its first
 * load was 104 KiB of brotli with React and is 57 with Preact, and it is opened once, on a phone, by a person who waits. The HTML carries no inline script or style, because the
 * server's Content-Security-Policy allows neither; the server replaces `__CSP_NONCE__` on every answer for Griffel's style elements.
 */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import CssMinimizerPlugin from 'css-minimizer-webpack-plugin';
import HtmlPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import webpack from 'webpack';
import { BrotliPlugin } from './build-steps/brotli-plugin.js';
import { RecipientBoundaryPlugin } from './build-steps/recipient-boundary-plugin.js';

const here = dirname(fileURLToPath(import.meta.url));
const shared = resolve(here, '../shared/src');
const teams = resolve(here, '../teams-app/src');
const outlook = resolve(here, '../outlook-addin/src');

const THEMES = resolve(shared, 'theme/themes.ts');

/** The file of each language's words, for the page to fetch beside its scripts; the server leaves the hint of one language. */
const wordsOf = (compilation) =>
  [...compilation.namedChunks]
    .filter(([name]) => name?.startsWith('words-'))
    .map(([name, { files }]) => ({ language: name.slice('words-'.length), href: `/${[...files][0]}` }));

/** One HTML page for one entry; `language` is only what stands until the script has chosen. */
const page = (name, { title = 'SEFOS', template = 'src/page.ejs', office = false } = {}) =>
  new HtmlPlugin({
    templateParameters: (compilation, _assets, _tags, options) => ({
      htmlWebpackPlugin: { options },
      office,
      words: office ? wordsOf(compilation) : [],
    }),
    filename: `${name}.html`,
    template: resolve(here, template),
    chunks: [name],
    title,
    scriptLoading: 'defer',
    inject: 'head',
    minify: false,
  });

const swc = (target) => ({
  loader: 'swc-loader',
  options: {
    sync: false,
    jsc: { parser: { syntax: 'typescript', tsx: true }, target, transform: { react: { runtime: 'automatic' } } },
  },
});

const minimizer = (ecma, module) =>
  new TerserPlugin({
    extractComments: false,
    minify: TerserPlugin.swcMinify,
    terserOptions: { ecma, module, compress: { passes: 2 }, mangle: true, format: { comments: false } },
  });

/** One of the builds. They write to one folder and clean only what is their own. */
const build = (mode, { name, entry, folder, owns, resolve: resolving = {}, whole = false, plugins }) => ({
  name,
  mode,
  context: here,
  devtool: mode === 'production' ? false : 'source-map',
  entry: typeof entry === 'string' ? { [name]: entry } : entry,
  resolve: resolving,
  output: {
    path: resolve(here, 'dist'),
    publicPath: '/',
    filename: `${folder}/[name].[contenthash:16].js`,
    chunkFilename: `${folder}/[name].[contenthash:16].js`,
    assetModuleFilename: `${folder}/[name].[contenthash:16][ext]`,
    clean: { keep: (asset) => !owns(asset) },
  },
  module: {
    rules: [
      { test: THEMES, use: resolve(here, 'build-steps/themes-loader.js') },
      {
        test: /\.tsx?$/,
        include: [resolve(here, 'src'), shared, teams, outlook],
        exclude: THEMES,
        use: [...(whole ? [resolve(here, 'build-steps/styles-loader.js')] : []), swc('es2022')],
      },
      { test: /\.tsx?$/, include: [shared], exclude: /\.css$/, sideEffects: false },
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'], sideEffects: true },
      { test: /\.svg$/, type: 'asset/resource' },
      // For the sandboxed page of previews, which may fetch nothing.
      { resourceQuery: /^\?text$/, type: 'asset/source' },
      { resourceQuery: /^\?inline$/, type: 'asset/inline' },
    ],
  },
  optimization: {
    chunkIds: 'named',
    splitChunks: {
      // Never one vendor chunk for pages of different hosts: each gets exactly what it imports.
      chunks: 'async',
      cacheGroups: {
        default: { minChunks: 2, reuseExistingChunk: true },
        // A page that comes whole comes in two files: what the pages share, and its own.
        ...(whole ? { shared: { name: 'shared', chunks: 'initial', minChunks: 2, enforce: true } } : {}),
      },
    },
    minimizer: [minimizer(2022, true), new CssMinimizerPlugin()],
  },
  plugins: [
    new webpack.DefinePlugin({ 'process.env.NODE_ENV': JSON.stringify(mode) }),
    new MiniCssExtractPlugin({ filename: `${folder}/[name].[contenthash:16].css` }),
    ...plugins,
    ...(mode === 'production' ? [new BrotliPlugin()] : []),
  ],
  performance: { hints: false },
  stats: { all: false, errors: true, warnings: true, errorDetails: false, timings: true },
});

/** Pages whose files lie in a folder of their own. */
const ownFolder = (name) => (asset) =>
  asset === `${name}.html` || asset.startsWith(`${name}-`) || asset.startsWith(`assets/${name}/`);
const notStaff = (asset) =>
  ['recipient', 'teams', 'outlook', 'preview'].some((name) => ownFolder(name)(asset)) ||
  asset.startsWith('launch-event/');

/**
 * Outlook's event-based activation: one self-contained file, no splitting, nothing of the browser's: classic Outlook on Windows
 * runs it in a JavaScript engine without a page.
 */
const launchEvent = (mode) => ({
  name: 'launch-event',
  mode,
  context: here,
  target: ['web', 'es2017'],
  devtool: false,
  entry: { launchevent: resolve(outlook, 'launch-event/index.ts') },
  output: { path: resolve(here, 'dist/launch-event'), filename: '[name].js', iife: true, clean: true },
  module: { rules: [{ test: /\.ts$/, include: [shared, outlook], use: swc('es2017') }] },
  optimization: { splitChunks: false, runtimeChunk: false, minimizer: [minimizer(2017, false)] },
  plugins: mode === 'production' ? [new BrotliPlugin()] : [],
  performance: { hints: false },
  stats: { all: false, errors: true, warnings: true, errorDetails: false, timings: true },
});

const OUTLOOK_PAGES = ['compose', 'read', 'sign-in', 'step-up'];

const preact = {
  'react/jsx-runtime$': 'preact/jsx-runtime',
  'react/jsx-dev-runtime$': 'preact/jsx-dev-runtime',
  'react-dom/client$': 'preact/compat/client',
  'react-dom$': 'preact/compat',
  react$: 'preact/compat',
};

export default (_environment, { mode = 'production' }) => [
  build(mode, {
    name: 'staff',
    entry: './src/staff/index.tsx',
    folder: 'assets',
    owns: (asset) => !notStaff(asset),
    plugins: [page('staff')],
  }),
  build(mode, {
    name: 'recipient',
    entry: './src/recipient/index.tsx',
    folder: 'assets/recipient',
    owns: ownFolder('recipient'),
    resolve: { alias: preact },
    plugins: [page('recipient', { template: 'src/recipient/page.ejs' }), new RecipientBoundaryPlugin()],
  }),
  build(mode, {
    name: 'teams',
    entry: resolve(teams, 'index.tsx'),
    folder: 'assets/teams',
    owns: ownFolder('teams'),
    plugins: [page('teams')],
  }),
  build(mode, {
    name: 'outlook',
    entry: Object.fromEntries(OUTLOOK_PAGES.map((name) => [`outlook-${name}`, resolve(outlook, `${name}-page.ts`)])),
    folder: 'assets/outlook',
    owns: ownFolder('outlook'),
    whole: true,
    resolve: { alias: preact },
    plugins: OUTLOOK_PAGES.map((name) => page(`outlook-${name}`, { office: true })),
  }),
  build(mode, {
    name: 'preview',
    entry: './src/preview/index.ts',
    folder: 'assets/preview',
    owns: ownFolder('preview'),
    plugins: [page('preview', { template: 'src/preview/page.ejs' })],
  }),
  launchEvent(mode),
];
