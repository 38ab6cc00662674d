import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { html } from './dev-page.html.ts';
import { devPagePlugin } from './dev-page.plugin.ts';

describe('the page under /dev', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = Fastify();
    await app.register(devPagePlugin, {
      accounts: [
        {
          email: 'handlaggare@storkommun.example',
          role: 'Handläggare',
          organisation: '<b>Storkommun</b>',
          password: 'SEFOS-demo-1',
          phone: '+46700000001',
        },
      ],
      citizens: [{ label: 'Anna Åkesson', personalNumber: '199001012385' }],
      links: [{ href: 'http://localhost:8221/entra', label: 'Entra', explanation: 'issuer' }],
    });
  });
  afterAll(async () => app.close());

  it('lists accounts, citizens and every way onwards', async () => {
    const { body } = await app.inject('/dev');
    for (const text of [
      'handlaggare@storkommun.example',
      'SEFOS-demo-1',
      '+46700000001',
      'Anna Åkesson',
      '199001012385',
    ]) {
      expect(body).toContain(text);
    }
    for (const href of [
      '/',
      '/dev/outbox',
      '/dev/outbox.json',
      '/dev/bankid',
      '/dev/dns',
      '/dev/teams',
      '/dev/outlook',
      '/api/v1/openapi.json',
      'http://localhost:8221/entra',
    ]) {
      expect(body).toContain(`href="${href}"`);
    }
  });

  it('escapes what it is handed', async () => {
    const { body } = await app.inject('/dev');
    expect(body).toContain('&lt;b&gt;Storkommun&lt;/b&gt;');
    expect(html`<a title="${'"\'>&'}">`.markup).toBe('<a title="&quot;&#39;&gt;&amp;">');
  });

  it('allows no inline script or style and no frame', async () => {
    const policy = String((await app.inject('/dev')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('serves the stylesheet that the other pages share', async () => {
    const answer = await app.inject('/dev/dev.css');
    expect(answer.headers['content-type']).toContain('text/css');
    expect(answer.body).toContain('prefers-color-scheme: dark');
  });
});
