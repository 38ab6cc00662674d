/** Fails the build when the recipient's page would carry staff code: people without an account download nothing of ours they cannot use. */
const STAFF_CODE =
  /[\\/](?:web[\\/]src[\\/]staff|shared[\\/]src[\\/](?:staff|features[\\/](?!recipient[\\/])|i18n[\\/]locales[\\/]\w+[\\/]staff))/;

export class RecipientBoundaryPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('RecipientBoundaryPlugin', (compilation) => {
      compilation.hooks.afterSeal.tap('RecipientBoundaryPlugin', () => {
        const group = compilation.entrypoints.get('recipient');
        if (!group) return;
        const seen = new Set();
        const queue = [group];
        for (let current = queue.pop(); current; current = queue.pop()) {
          if (seen.has(current)) continue;
          seen.add(current);
          queue.push(...current.getChildren());
        }
        const offenders = new Set();
        for (const chunkGroup of seen) {
          for (const chunk of chunkGroup.chunks) {
            for (const module of compilation.chunkGraph.getChunkModulesIterable(chunk)) {
              const name = module.nameForCondition?.() ?? '';
              if (STAFF_CODE.test(name)) offenders.add(name);
            }
          }
        }
        for (const name of offenders) {
          compilation.errors.push(new Error(`The recipient's page must not carry staff code: ${name}`));
        }
      });
    });
  }
}
