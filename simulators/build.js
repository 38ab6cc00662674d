/** Builds the browser's side of the simulators alone: `node simulators/build.js [production|development]`. `web/build.js` builds it too. */
import webpack from 'webpack';
import configure from './webpack.config.js';

const mode = process.argv[2] === 'development' ? 'development' : 'production';
const compiler = webpack(configure({}, { mode }));

compiler.run((error, stats) => {
  if (error) throw error;
  process.stdout.write(`${stats.toString()}\n`);
  process.exitCode = stats.hasErrors() ? 1 : 0;
  compiler.close((closing) => {
    if (closing) throw closing;
  });
});
