import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { policyOf, SURFACES, type Surface } from './surfaces.ts';

const OFFICE = 'https://appsforoffice.microsoft.com';
const policyAt = (path: string): Map<string, string> => {
  const surface = SURFACES.find(({ paths }) => paths.includes(path)) as Surface;
  const policy = policyOf(surface, { nonce: 'n0nce', officeOrigin: OFFICE });
  return new Map(policy.split('; ').map((directive) => [directive.split(' ')[0] ?? '', directive]));
};
const PATHS = SURFACES.flatMap(({ paths }) => paths);
const FRAMED = [
  '/teams',
  '/teams/*',
  '/outlook/compose',
  '/outlook/read',
  '/outlook/appointment',
  '/outlook/launchevent.html',
  '/preview',
];

describe('Content-Security-Policy of each surface', () => {
  it.each(PATHS)('of %s allows no inline script or style, no eval and nothing by default', (path) => {
    const policy = policyAt(path);
    expect(policy.get('default-src')).toBe("default-src 'none'");
    expect(policy.get('base-uri')).toBe("base-uri 'none'");
    const allowed = [...policy.values()].join(' ').replace(path === '/preview' ? "'wasm-unsafe-eval'" : '', '');
    expect(allowed).not.toMatch(/unsafe-|\*(?!\.)|data:.*script/);
    expect(policy.get('style-src')).toBe("style-src 'self' 'nonce-n0nce'");
  });

  it('takes origin, network, forms and frames from the page that draws files', () => {
    const policy = policyAt('/preview');
    expect(policy.get('sandbox')).toBe('sandbox allow-scripts');
    expect(policy.get('connect-src')).toBe("connect-src 'none'");
    expect(policy.get('form-action')).toBe("form-action 'none'");
    expect(policy.has('frame-src')).toBe(false);
    for (const path of ['/', '/m/:id', '/o/:id']) expect(policyAt(path).get('frame-src')).toBe("frame-src 'self'");
    expect(policyAt('/m/:id').get('connect-src')).toBe("connect-src 'self'");
  });

  it('lets Microsoft’s hosts, and no one else, frame the tab, the panes and the event page', () => {
    for (const path of PATHS) {
      const ancestors = policyAt(path).get('frame-ancestors');
      if (!FRAMED.includes(path)) expect([path, ancestors]).toEqual([path, "frame-ancestors 'none'"]);
      else {
        expect(ancestors).toContain("'self' https://*.cloud.microsoft https://teams.microsoft.com");
        expect(
          ancestors
            ?.split(' ')
            .slice(2)
            .every((source) => source.startsWith('https://')),
        ).toBe(true);
      }
    }
  });

  it('loads Office.js on Outlook’s pages only, and TeamsJS’ list of hosts on the tab’s only', () => {
    for (const path of PATHS) {
      const policy = policyAt(path);
      expect([path, policy.get('script-src')?.includes(OFFICE)]).toEqual([path, path.startsWith('/outlook/')]);
      expect([path, policy.get('connect-src')?.includes('res.cdn.office.net')]).toEqual([
        path,
        path.startsWith('/teams'),
      ]);
    }
  });

  it('keeps the line to the opener for windows of frames and cuts it for recipients', () => {
    const openerOf = (path: string) => SURFACES.find(({ paths }) => paths.includes(path))?.openerPolicy;
    for (const path of ['/teams/sign-in', '/outlook/sign-in', '/teams/step-up', '/outlook/step-up', '/step-up/window'])
      expect([path, openerOf(path)]).toEqual([path, 'unsafe-none']);
    expect(openerOf('/m/:id')).toBe('same-origin');
    expect(openerOf('/o/:id')).toBe('same-origin');
  });

  it('names no foreign script where Office.js is our own stand-in', () => {
    const surface = SURFACES.find(({ name }) => name === 'outlook') as Surface;
    expect(policyOf(surface, { nonce: 'n', officeOrigin: null })).toContain("script-src 'self';");
  });
});

describe('Pages of the staff screens', () => {
  it('are served by their own addresses, with what stands below them', async () => {
    const routes = await readFile(new URL('../../../shared/src/staff/staff-routes.tsx', import.meta.url), 'utf8');
    const addresses = [...routes.matchAll(/<Route path="(\/[a-z][^"]*)"/g)].map(([, path = '']) => path);
    const wanted = addresses.flatMap((path) => {
      const [page = '', below] = path.split('/:');
      return [
        ...(below === undefined || below.endsWith('?') ? [page] : []),
        ...(below === undefined ? [] : [`${page}/*`]),
      ];
    });
    expect(wanted).toContain('/organisation/settings/*');
    expect(wanted.filter((path) => !PATHS.includes(path))).toEqual([]);
  });
});
