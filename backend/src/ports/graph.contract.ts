import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refusalOf } from './entra-tokens.contract.ts';
import type { GraphPerson, GraphPort, GraphTokenStore, TeamsActivity } from './graph.port.ts';

/** A store in memory. */
export class MemoryTokenStore implements GraphTokenStore {
  kept: string | null = null;
  saves = 0;
  async load(): Promise<string | null> {
    return this.kept;
  }
  async save(serialised: string): Promise<void> {
    this.saves += 1;
    this.kept = serialised;
  }
}

/** The other end of the port under test: two people with mailboxes, and what can go wrong there. */
export interface GraphHarness {
  readonly graph: GraphPort;
  readonly person: GraphPerson;
  readonly other: GraphPerson;
  /** An access token of a person for SEFOS' API. */
  accessToken(person: GraphPerson): Promise<string>;
  /** Puts a message into a mailbox: a draft, or one that came or was sent. Answers its id. */
  addMessage(person: GraphPerson, kind?: 'draft' | 'no-draft'): string;
  hasMessage(person: GraphPerson, id: string): boolean;
  /** Whether everybody has consented. */
  setConsent(given: boolean): void;
  /** Whether Graph can be reached. */
  setReachable(reachable: boolean): void;
  /** Makes everything kept so far worthless. */
  revoke(): void;
  /** Urls of the activities in a person's feed in Teams, newest first. */
  feedOf(person: GraphPerson): readonly string[];
  /** Whether a person has the app in Teams. */
  setInstalled(person: GraphPerson, installed: boolean): void;
  close(): Promise<void>;
}

export const ACTIVITY: TeamsActivity = {
  type: 'messageReceived',
  parameters: { sender: 'Anna Ek, Storkommun' },
  topic: 'Säkert meddelande',
  preview: 'Öppna det i SEFOS.',
  url: 'https://teams.microsoft.com/l/entity/app/sefos?context=%7B%22subEntityId%22%3A%22%2Fmessages%2F1%22%7D',
  chainId: 281_474_976_710_655,
};

/** The tests that every adapter of {@link GraphPort} must pass. */
export const describeGraphPort = (name: string, open: () => Promise<GraphHarness>): void => {
  describe(`GraphPort: ${name}`, () => {
    let harness: GraphHarness;
    let store: MemoryTokenStore;
    beforeEach(async () => {
      harness = await open();
      store = new MemoryTokenStore();
    });
    afterEach(async () => harness.close());

    const connect = async (person = harness.person) =>
      harness.graph.connect(person, await harness.accessToken(person), store);

    it('removes a draft of the person’s own for good', async () => {
      const id = harness.addMessage(harness.person);
      await connect();
      expect(await harness.graph.permanentlyDeleteDraft(harness.person, store, id)).toBe('removed');
      expect(harness.hasMessage(harness.person, id)).toBe(false);
    });

    it('leaves what is no draft', async () => {
      const id = harness.addMessage(harness.person, 'no-draft');
      await connect();
      expect(await harness.graph.permanentlyDeleteDraft(harness.person, store, id)).toBe('no-draft');
      expect(harness.hasMessage(harness.person, id)).toBe(true);
    });

    it('says so when the message is not there any more', async () => {
      const id = harness.addMessage(harness.person);
      await connect();
      await harness.graph.permanentlyDeleteDraft(harness.person, store, id);
      expect(await harness.graph.permanentlyDeleteDraft(harness.person, store, id)).toBe('absent');
    });

    it('reaches nobody else’s mailbox', async () => {
      const id = harness.addMessage(harness.other);
      await connect();
      expect(await harness.graph.permanentlyDeleteDraft(harness.person, store, id)).toBe('absent');
      expect(harness.hasMessage(harness.other, id)).toBe(true);
    });

    it('wants consent when nothing is kept', async () => {
      const work = harness.graph.permanentlyDeleteDraft(harness.person, store, 'AAMkAD-abc=');
      expect(await refusalOf(work)).toMatchObject({ type: 'graph-consent-needed' });
    });

    it('does not use what was kept for somebody else', async () => {
      await connect(harness.other);
      const work = harness.graph.permanentlyDeleteDraft(harness.person, store, 'AAMkAD-abc=');
      expect(await refusalOf(work)).toMatchObject({ type: 'graph-consent-needed' });
    });

    it('wants consent when nobody has given it, and keeps nothing', async () => {
      harness.setConsent(false);
      expect(await refusalOf(connect())).toMatchObject({ type: 'graph-consent-needed' });
      expect(store.kept).toBeNull();
    });

    it('wants consent when what was kept is worth nothing any more', async () => {
      await connect();
      harness.revoke();
      const work = harness.graph.permanentlyDeleteDraft(harness.person, store, 'AAMkAD-abc=');
      expect(await refusalOf(work)).toMatchObject({ type: 'graph-consent-needed' });
    });

    it('says unavailable when Graph cannot be reached, and works again after', async () => {
      const id = harness.addMessage(harness.person);
      await connect();
      harness.setReachable(false);
      const work = harness.graph.permanentlyDeleteDraft(harness.person, store, id);
      expect(await refusalOf(work)).toMatchObject({ type: 'graph-unavailable' });
      harness.setReachable(true);
      expect(await harness.graph.permanentlyDeleteDraft(harness.person, store, id)).toBe('removed');
    });

    it('puts an activity into one person’s feed, and a repeat in its place', async () => {
      const again = { ...ACTIVITY, url: `${ACTIVITY.url}&again` };
      expect(await harness.graph.notifyActivity(harness.person, ACTIVITY)).toBe('sent');
      expect(harness.feedOf(harness.person)).toEqual([ACTIVITY.url]);
      expect(await harness.graph.notifyActivity(harness.person, again)).toBe('sent');
      expect(await harness.graph.notifyActivity(harness.person, { ...ACTIVITY, chainId: 1 })).toBe('sent');
      expect(harness.feedOf(harness.person)).toEqual([ACTIVITY.url, again.url]);
      expect(harness.feedOf(harness.other)).toEqual([]);
    });

    it('says so when a person does not have the app, and when the tenant does not know her', async () => {
      harness.setInstalled(harness.person, false);
      expect(await harness.graph.notifyActivity(harness.person, ACTIVITY)).toBe('not-installed');
      const stranger = { ...harness.person, objectId: '00000000-0000-4000-8000-000000000000' };
      expect(await harness.graph.notifyActivity(stranger, ACTIVITY)).toBe('unknown-person');
      expect(harness.feedOf(harness.person)).toEqual([]);
    });

    it('wants consent where the tenant does not know the application', async () => {
      harness.setConsent(false);
      const work = harness.graph.notifyActivity(harness.person, ACTIVITY);
      expect(await refusalOf(work)).toMatchObject({ type: 'graph-consent-needed' });
    });

    it('says unavailable when no activity can be put, and puts it after', async () => {
      harness.setReachable(false);
      const work = harness.graph.notifyActivity(harness.person, ACTIVITY);
      expect(await refusalOf(work)).toMatchObject({ type: 'graph-unavailable' });
      harness.setReachable(true);
      expect(await harness.graph.notifyActivity(harness.person, ACTIVITY)).toBe('sent');
    });
  });
};
