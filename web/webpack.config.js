/**
 * Builds two separate pages from one tree: `staff` (served under `/`) and `recipient` (served under `/m`). They share no entry
 * and the recipient's graph is checked to hold nothing of the staff screens. The HTML carries no inline script or style, because the
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

/** One HTML page for one entry; `language` is only what stands until the script has chosen. */
const page = (name, title) =>
  new HtmlPlugin({
    filename: `${name}.html`,
    template: resolve(here, 'src/page.ejs'),
    chunks: [name],
    title,
    scriptLoading: 'defer',
    inject: 'head',
    minify: false,
  });

const swc = {
  loader: 'swc-loader',
  options: {
    sync: false,
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
  },
};

export default (_environment, { mode = 'production' }) => ({
  mode,
  context: here,
  devtool: mode === 'production' ? false : 'source-map',
  entry: { staff: './src/staff/index.tsx', recipient: './src/recipient/index.tsx' },
  output: {
    path: resolve(here, 'dist'),
    publicPath: '/',
    filename: 'assets/[name].[contenthash:16].js',
    chunkFilename: 'assets/[name].[contenthash:16].js',
    assetModuleFilename: 'assets/[name].[contenthash:16][ext]',
    clean: true,
  },
  module: {
    rules: [
      { test: /\.tsx?$/, include: [resolve(here, 'src'), shared], use: swc },
      { test: /\.tsx?$/, include: [shared], exclude: /\.css$/, sideEffects: false },
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'], sideEffects: true },
      { test: /\.svg$/, type: 'asset/resource' },
    ],
  },
  optimization: {
    chunkIds: 'named',
    splitChunks: {
      // Never one vendor chunk for both pages: each page gets exactly what it imports.
      chunks: 'async',
      cacheGroups: { default: { minChunks: 2, reuseExistingChunk: true } },
    },
    minimizer: [
      new TerserPlugin({
        extractComments: false,
        minify: TerserPlugin.swcMinify,
        terserOptions: { ecma: 2022, module: true, compress: { passes: 2 }, mangle: true, format: { comments: false } },
      }),
      new CssMinimizerPlugin(),
    ],
  },
  plugins: [
    new webpack.DefinePlugin({ 'process.env.NODE_ENV': JSON.stringify(mode) }),
    new MiniCssExtractPlugin({ filename: 'assets/[name].[contenthash:16].css' }),
    page('staff', 'SEFOS'),
    page('recipient', 'SEFOS'),
    new RecipientBoundaryPlugin(),
    ...(mode === 'production' ? [new BrotliPlugin()] : []),
  ],
  performance: { hints: false },
  stats: { all: false, errors: true, warnings: true, errorDetails: false, timings: true },
});
