import { expect, it } from '@jest/globals';
import { openOrm } from '../platform/database/open-database.ts';
import { column, defineEntity } from '../platform/database/table.ts';
import { describeOnBoth, MIGRATIONS } from '../testing/databases.ts';
import { ENTITIES } from './entities.ts';

describeOnBoth('schema', (open) => {
  it('that the migrations make is what the entities say', async () => {
    const test = await open();
    // A SQLite of its own: what ANALYZE leaves in an opened one (sqlite_stat1, columns without types) MikroORM cannot read.
    const isSqlite = test.url.startsWith('sqlite:');
    const url = isSqlite ? 'sqlite::memory:' : test.url;
    const orm = await openOrm({ url, entities: ENTITIES, migrationsFolder: MIGRATIONS });
    if (isSqlite) await orm.migrator.up();
    const difference = await orm.schema.getUpdateSchemaSQL({ wrap: false, safe: false });
    const more = defineEntity({ name: 'not_migrated', properties: { id: column.id().primary() } });
    orm.discoverEntity(more);
    const differenceThen = await orm.schema.getUpdateSchemaSQL({ wrap: false, safe: false });
    await orm.close();
    await test.end();
    expect(difference.trim()).toBe('');
    expect(differenceThen).toContain('not_migrated');
  });
});
