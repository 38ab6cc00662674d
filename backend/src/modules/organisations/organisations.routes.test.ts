import { describe, expect, it } from '@jest/globals';
import type { Mount } from '../../platform/http/mount.ts';
import { DEFAULT_SETTINGS, type OrganisationSettings } from './organisations.domain.ts';
import { registerOrganisationRoutes } from './organisations.routes.ts';
import type { OrganisationsService } from './organisations.service.ts';

/** What the endpoint answers to a member of an organisation with these settings. */
const levelsFor = async (settings: Partial<OrganisationSettings>): Promise<unknown> => {
  let handler: ((call: never) => Promise<unknown>) | undefined;
  const mount = ((_endpoint: unknown, given: typeof handler) => {
    handler = given;
  }) as unknown as Mount;
  const get = async (id: string) => {
    expect(id).toBe('own');
    return { settings: { ...DEFAULT_SETTINGS, ...settings } };
  };
  registerOrganisationRoutes(mount, { get } as unknown as OrganisationsService);
  return handler?.({ actor: { organisationId: 'own' } } as never);
};

describe('GET /organisation/levels', () => {
  it("gives the caller's own organisation: its levels, and the methods that reach each", async () => {
    const { levels } = DEFAULT_SETTINGS;
    expect(
      await levelsFor({ methods: ['email', 'bankid'], levels: { ...levels, 1: { active: false, description: null } } }),
    ).toEqual([
      { level: 1, active: false, description: null, methods: ['email', 'bankid'] },
      { level: 2, active: true, description: null, methods: ['bankid'] },
      { level: 3, active: true, description: null, methods: ['bankid'] },
    ]);
  });

  it('fills languages that the organisation did not write in with those of its own language', async () => {
    const levels = {
      1: { active: true, description: { sv: 'Öppet', en: 'Open' } },
      2: { active: true, description: { fi: 'Koodi' } },
      3: { active: true, description: {} },
    };
    expect(await levelsFor({ levels })).toMatchObject([
      { description: { sv: 'Öppet', en: 'Open', fi: 'Öppet' } },
      { description: { sv: 'Koodi', en: 'Koodi', fi: 'Koodi' } },
      { description: null },
    ]);
  });
});
