import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DraftMark, readMark, writeMark } from '../../../domain/draft-mark.ts';
import { mayBeUnderWay } from './letting-go.ts';
import {
  again,
  begin,
  canCancel,
  canClose,
  cancel,
  cancelEarlier,
  canLeaveToSefos,
  closeWindow,
  effectOf,
  isElsewhere,
  isResumable,
  leaveToSefos,
  type Outcome,
  resume,
  type SendPlan,
  type SendState,
  type Step,
  settle,
} from './send-machine.ts';

/** What Outlook holds of one draft: true = plain. A window edits, `saved` is what the mail server has. */
interface Content {
  body: boolean;
  subject: boolean;
  files: string[];
  recipients: boolean;
  mark: string | undefined;
  revision: number;
}
interface World {
  saved: Content | undefined;
  /** Mails that left Outlook. */
  mails: Content[];
  deleted: Content[];
  /** Messages that the server sealed of this draft. */
  messages: { readonly id: string; readonly key: string; by: 'sender' | 'sefos'; told: boolean }[];
  /** Sends that are still on their way to the server; nobody waits for them any more. */
  underWay: (() => void)[];
  /** Somebody has gone on with what was begun elsewhere, and knew it. */
  wentOn: boolean;
}
interface Device {
  window: Content | undefined;
  /** sessionData: lives with the window. */
  sessionMark: string | undefined;
  /** The window's revision when it was found harmless and saved: what is typed later is a new text, not the message's. */
  harmlessAt: number | undefined;
  pane: { state: SendState; readonly intent: string; readRevision: number } | undefined;
}

const copy = (content: Content): Content => ({ ...content, files: [...content.files] });
const isPlain = ({ body, subject, files }: Content) => body || subject || files.length > 0;
const refused: Outcome = { result: 'failed', cause: 'failed' };
const ok: Outcome = { result: 'ok' };

/** Does what an effect does in the model world, and answers what the pane would hear without any fault. */
function act(world: World, device: Device, step: Step, attachment: string | undefined): Outcome {
  const { window, pane } = device;
  if (!pane || !window) return refused;
  const { state } = pane;
  const mark = (value: DraftMark) => {
    window.mark = writeMark(value);
    device.sessionMark = window.mark;
    return ok;
  };
  const [message] = world.messages;
  switch (step) {
    case 'markSending':
      return mark({ state: 'sending', messageId: undefined });
    case 'save':
      world.saved = copy(window);
      return ok;
    case 'upload':
      return ok;
    case 'compare':
      return window.revision === pane.readRevision ? ok : { result: 'changed' };
    case 'post': {
      const known = world.messages.find(({ key }) => key === pane.intent);
      if (known) return { result: 'ok', messageId: known.id };
      if (message) return { result: 'already-sent', messageId: message.id };
      const sealed = {
        id: `m${pane.intent}`,
        key: pane.intent,
        by: state.plan.path,
        told: state.plan.path === 'sefos',
      };
      must(!world.mails.some(isPlain), 'sealed after its plain mail left');
      world.messages.push(sealed);
      return { result: 'ok', messageId: sealed.id };
    }
    case 'markEncrypted':
      return mark({ state: 'encrypted', messageId: state.messageId });
    case 'notification':
    case 'askAgain':
      if (!message) return refused;
      return message.told ? { result: 'already-told' } : ok;
    case 'tellBySefos':
      if (!message) return refused;
      message.told = true;
      return ok;
    case 'look':
      return { result: 'ok', attachments: [...window.files], changed: window.revision !== pane.readRevision };
    case 'headers':
      return ok;
    case 'body':
      window.body = false;
      return ok;
    case 'subject':
      window.subject = false;
      return ok;
    case 'attachment':
      window.files = window.files.filter((name) => name !== attachment);
      return ok;
    case 'recipients':
      window.recipients = false;
      return ok;
    case 'markHarmless':
      return mark({ state: 'harmless', messageId: state.messageId });
    case 'send':
      if (isPlain(window)) return { result: 'changed' };
      world.mails.push(copy(window));
      world.saved = undefined;
      device.window = undefined;
      return ok;
    case 'confirm':
      if (message) message.told = true;
      return ok;
    case 'saveHarmless':
      if (isPlain(window)) return { result: 'changed' };
      device.harmlessAt = window.revision;
      world.saved = copy(window);
      return ok;
    case 'discard':
      if (world.saved) world.deleted.push(world.saved);
      world.saved = undefined;
      device.window = undefined;
      return ok;
    case 'remove':
      world.saved = undefined;
      world.deleted = [];
      return ok;
    case 'findMessage':
      // Longer than a send can be under way: what has not arrived by then never will.
      if (mayBeUnderWay(state)) arrive(world);
      return world.messages[0] ? { result: 'already-sent', messageId: world.messages[0].id } : ok;
    case 'clearMark':
      window.mark = undefined;
      device.sessionMark = undefined;
      world.saved = copy(window);
      return ok;
  }
}

function arrive(world: World): void {
  const { underWay } = world;
  world.underWay = [];
  for (const land of underWay) land();
}

/** Outlook's own Send: the net stops a draft that bears a mark, unless it is known to be harmless. */
function sendByHand(world: World, device: Device): void {
  const { window } = device;
  if (!window) return;
  const marks = [device.sessionMark, window.mark].filter((mark) => mark !== undefined).map((mark) => readMark(mark));
  if (marks.some((mark) => mark?.state !== 'harmless')) return;
  if (marks.length > 0 && isPlain(window)) return;
  must(!isPlain(window) || world.messages.length === 0, 'the plain mail of a message left');
  world.mails.push(copy(window));
  world.saved = undefined;
  device.window = undefined;
  // The pane ends with its window.
  device.pane = undefined;
}

// Confirming and removing go to the server: they work without the window.
const needsWindow = (step: Step) => !['confirm', 'remove', 'notification', 'askAgain', 'tellBySefos'].includes(step);

/** `late`: no answer, and it is done some time afterwards; a send only. */
type Fault = 'none' | 'fails' | 'lost' | 'hangs' | 'late';
type Action =
  | { readonly kind: 'effect'; readonly device: number; readonly fault: Fault }
  | {
      readonly kind:
        | 'edit'
        | 'attach'
        | 'again'
        | 'sefos'
        | 'cancel'
        | 'discard'
        | 'sendByHand'
        | 'closePane'
        | 'closeWindow'
        | 'open';
      readonly device: number;
    }
  | { readonly kind: 'serverTells' }
  | { readonly kind: 'arrives' };

let intents = 0;
function open(world: World, device: Device, plan: SendPlan): void {
  if (device.pane) return;
  if (!device.window) {
    if (!world.saved) return;
    device.window = copy(world.saved);
    device.sessionMark = undefined;
  }
  const mark = readMark(device.sessionMark ?? device.window.mark);
  world.wentOn ||= mark !== undefined;
  intents += 1;
  device.pane = {
    state: isResumable(mark) ? resume(plan, mark.messageId) : begin(plan, mark !== undefined),
    intent: `${intents}`,
    readRevision: device.window.revision,
  };
}

function runEffect(world: World, device: Device, fault: Fault): void {
  const { pane } = device;
  const effect = pane && effectOf(pane.state);
  if (!pane || !effect) return;
  let outcome: Outcome;
  if (fault === 'fails') outcome = refused;
  else if (fault === 'late' && effect.step === 'post' && device.window) {
    const sender = { ...device, pane };
    world.underWay.push(() => void act(world, sender, 'post', undefined));
    outcome = { result: 'unknown', cause: 'timeout' };
  } else if (fault === 'hangs' || fault === 'late') outcome = { result: 'unknown', cause: 'timeout' };
  else {
    outcome =
      device.window || !needsWindow(effect.step)
        ? act(world, device.window ? device : { ...device, window: ghost() }, effect.step, effect.attachment)
        : refused;
    if (fault === 'lost') outcome = { result: 'unknown', cause: 'timeout' };
  }
  pane.state = settle(pane.state, outcome);
}
// Cheaper than expect in the inner loops.
function must(fact: boolean, text: string): void {
  if (!fact) throw new Error(text);
}
const ghost = (): Content => ({
  body: false,
  subject: false,
  files: [],
  recipients: false,
  mark: undefined,
  revision: -1,
});

function perform(world: World, devices: readonly Device[], plan: SendPlan, action: Action): void {
  if (action.kind === 'serverTells') {
    for (const message of world.messages) message.told = true;
    return;
  }
  if (action.kind === 'arrives') {
    arrive(world);
    return;
  }
  const device = devices[action.device];
  if (!device) return;
  const { pane, window } = device;
  switch (action.kind) {
    case 'effect':
      runEffect(world, device, action.fault);
      return;
    case 'edit':
      if (!window) return;
      window.body = true;
      window.subject = true;
      window.revision += 1;
      return;
    case 'attach':
      if (!window) return;
      window.files.push(`f${window.revision}`);
      window.revision += 1;
      return;
    case 'again': {
      if (!pane) return;
      const stop = pane.state.stop;
      // "Läs in igen": a changed draft is read anew, with a new intent.
      if (stop?.reason === 'changed' && pane.state.sealed !== 'yes') {
        device.pane = undefined;
        open(world, device, plan);
        return;
      }
      world.wentOn ||= isElsewhere(pane.state) || pane.state.stop?.cause === 'alreadySealed';
      pane.state = again(pane.state);
      return;
    }
    case 'sefos':
      if (pane && canLeaveToSefos(pane.state)) pane.state = leaveToSefos(pane.state);
      return;
    case 'discard':
      if (pane) pane.state = closeWindow(pane.state);
      return;
    case 'cancel':
      if (!pane) return;
      // "Avbryt krypteringen" stands in the form, of what an earlier pane began, and where it stopped.
      pane.state =
        pane.state.sealed === 'unknown' && pane.state.phase === 'running' && pane.state.step === 'markSending'
          ? cancelEarlier(plan)
          : cancel(pane.state);
      return;
    case 'sendByHand':
      sendByHand(world, device);
      return;
    case 'closePane':
      device.pane = undefined;
      return;
    case 'closeWindow':
      device.pane = undefined;
      device.window = undefined;
      device.sessionMark = undefined;
      return;
    case 'open':
      open(world, device, plan);
      return;
  }
}

const fault = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fault>('none') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('fails', 'lost', 'hangs', 'late') },
);
const actionsOn = (devices: number): fc.Arbitrary<Action> => {
  const device = fc.nat({ max: devices - 1 });
  return fc.oneof(
    { weight: 20, arbitrary: fc.record({ kind: fc.constant('effect' as const), device, fault }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          'edit' as const,
          'attach',
          'again',
          'again',
          'again',
          'sefos',
          'cancel',
          'cancel',
          'discard',
          ...(devices === 1 ? (['sendByHand'] as const) : []),
          'closePane',
          'closeWindow',
          'open',
          'open',
          'open',
        ),
        device,
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom<Action>({ kind: 'serverTells' }, { kind: 'arrives' }) },
  );
};
const plans: fc.Arbitrary<SendPlan> = fc.record({
  path: fc.constantFrom('sender', 'sefos'),
  headers: fc.boolean(),
  close: fc.boolean(),
  keepItem: fc.constant(false),
  clear: fc.constant(true),
});

function start(devices: number) {
  const first: Content = {
    body: true,
    subject: true,
    files: ['a', 'b'],
    recipients: true,
    mark: undefined,
    revision: 0,
  };
  const world: World = {
    saved: devices > 1 ? copy(first) : undefined,
    mails: [],
    deleted: [],
    messages: [],
    underWay: [],
    wentOn: false,
  };
  const all = Array.from({ length: devices }, (_none, index): Device => {
    const window = index === 0 || devices > 1 ? copy(first) : undefined;
    return { window, sessionMark: undefined, harmlessAt: undefined, pane: undefined };
  });
  return { world, all };
}

function expectNothingPlainAndNothingTwice(world: World): void {
  // Before the message it is an ordinary mail, whose sender has given up encrypting or has not begun.
  must(world.messages.length === 0 || !world.mails.some(isPlain), 'a plain mail left');
  must(world.messages.length <= 1, 'the message was sealed twice');
}

describe('send machine', () => {
  it('never lets the plain mail leave, never seals a message twice, and is right when it says done', () => {
    let finished = 0;
    let letGo = 0;
    fc.assert(
      fc.property(plans, fc.array(actionsOn(1), { minLength: 20, maxLength: 140 }), (plan, actions) => {
        const { world, all } = start(1);
        const [device] = all;
        if (!device) return;
        open(world, device, plan);
        let saidHow = false;
        for (const action of actions) {
          const before = device.pane?.state.phase;
          if (before === undefined) saidHow = false;
          perform(world, all, plan, action);
          expectNothingPlainAndNothingTwice(world);
          const state = device.pane?.state;
          if (state?.phase === 'done' && before === 'running') {
            finished += 1;
            must(!state.closed || saidHow, 'the window was closed before it was said how it ended');
            saidHow = true;
            const typedLater = device.window !== undefined && device.window.revision !== device.harmlessAt;
            const held = [typedLater ? undefined : device.window, world.saved, ...world.deleted];
            must(!held.some((content) => content && isPlain(content)), 'done, and plain text is left');
            const addressed = device.window?.recipients && !state.leftover.includes('recipients');
            must(!addressed, 'done, and one click sends an empty mail');
            // Told already, or the server's own job will: a message that nobody hears of does not exist.
            const [message] = world.messages;
            must(message !== undefined && (message.told || message.by === 'sender'), 'done, and nobody is told');
          }
          if (state?.phase === 'cancelled' && before === 'running') {
            letGo += 1;
            must(world.messages.length === 0 && world.underWay.length === 0, 'cancelled, and it was sent');
            must(device.window?.mark === undefined && device.sessionMark === undefined, 'cancelled, and marked');
          }
          must(state?.sealed !== 'no' || world.messages.length === 0, 'said unsent, but it was sent');
          must(state?.sealed !== 'yes' || world.messages.length === 1, 'said sent, but it was not');
        }
      }),
      { numRuns: 10_000 },
    );
    expect(finished).toBeGreaterThan(400);
    expect(letGo).toBeGreaterThan(100);
  });

  it('seals one message when the same draft is encrypted on two devices, and sends a second mail only when asked to', () => {
    let stopped = 0;
    fc.assert(
      fc.property(plans, fc.array(actionsOn(2), { minLength: 20, maxLength: 140 }), (plan, actions) => {
        const { world, all } = start(2);
        for (const device of all) open(world, device, plan);
        for (const action of actions) {
          perform(world, all, plan, action);
          expectNothingPlainAndNothingTwice(world);
          must(world.mails.length <= 1 || world.wentOn, 'two mails, and nobody wanted that');
          stopped += all.some(({ pane }) => pane && isElsewhere(pane.state)) ? 1 : 0;
        }
      }),
      { numRuns: 5000 },
    );
    expect(stopped).toBeGreaterThan(5);
  });

  it.each(['sender', 'sefos'] as const)('reaches its end from every stop when what failed works again (%s)', (path) => {
    const plan: SendPlan = { path, headers: true, close: true, keepItem: false, clear: true };
    const runs = fc.array(fc.constantFrom<Fault>('none', 'fails', 'lost', 'hangs'), { maxLength: 60 });
    fc.assert(
      fc.property(runs, (faults) => {
        const { world, all } = start(1);
        const [device] = all;
        if (!device) return;
        open(world, device, plan);
        for (const each of faults) {
          perform(world, all, plan, { kind: 'effect', device: 0, fault: each });
          perform(world, all, plan, { kind: 'again', device: 0 });
        }
        for (let step = 0; step < 40 && device.pane?.state.phase !== 'done'; step += 1) {
          perform(world, all, plan, { kind: 'effect', device: 0, fault: 'none' });
          // A mail that left with its answer lost has taken the window with it: only SEFOS is left to ask.
          if (!device.window && canLeaveToSefos(device.pane?.state ?? begin(plan))) {
            expect(device.pane?.state.mail).not.toBe('no');
            return;
          }
          perform(world, all, plan, { kind: 'again', device: 0 });
        }
        if (device.window || world.mails.length === 0) return;
        expect(world.mails).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  const run = (state: SendState, outcomes: Partial<Record<Step, Outcome>> = {}) => {
    const steps: Step[] = [];
    let now = state;
    for (let effect = effectOf(now); effect; effect = effectOf(now)) {
      steps.push(effect.step);
      now = settle(now, outcomes[effect.step] ?? { result: 'ok', messageId: 'm1', attachments: ['a', 'b'] });
      if (steps.length > 60) throw new Error('the machine does not end');
    }
    return { steps, state: now };
  };
  const senderPlan: SendPlan = { path: 'sender', headers: true, close: true, keepItem: false, clear: true };
  const sefosPlan: SendPlan = { ...senderPlan, path: 'sefos' };
  const before = ['markSending', 'save', 'upload', 'compare', 'post', 'markEncrypted'];

  it('makes the draft harmless before it is sent, and tells the server after it', () => {
    const { steps, state } = run(begin(senderPlan));
    const clearing = ['notification', 'look', 'headers', 'body', 'subject', 'attachment', 'attachment', 'markHarmless'];
    expect(steps).toEqual([...before, ...clearing, 'send', 'confirm']);
    expect(state).toMatchObject({ phase: 'done', sealed: 'yes', told: 'sender', mail: 'yes', draft: 'harmless' });
  });

  it('empties and saves the draft before it is removed where the host cannot send, and closes its window when asked', () => {
    const { steps, state } = run(begin(sefosPlan));
    const clearing = ['look', 'body', 'subject', 'attachment', 'attachment', 'recipients', 'markHarmless'];
    expect(steps).toEqual([...before, ...clearing, 'saveHarmless', 'remove']);
    expect(state).toMatchObject({ phase: 'done', told: 'sefos', saved: true, closed: false, removed: true });
    const closed = run(closeWindow(state));
    expect(closed).toMatchObject({ steps: ['discard'], state: { phase: 'done', closed: true } });
    const stuck = run(closeWindow(state), { discard: { result: 'failed', cause: 'failed' } });
    expect([stuck.state.leftover, canClose(stuck.state)]).toEqual([['discard'], true]);
    expect(canClose(run(begin({ ...sefosPlan, close: false })).state)).toBe(false);
  });

  it('keeps an invitation, its subject, and on request its text', () => {
    const invitation: SendPlan = { ...sefosPlan, keepItem: true };
    expect(run(begin(invitation)).steps.slice(before.length)).toEqual([
      'look',
      'body',
      'attachment',
      'attachment',
      'markHarmless',
      'saveHarmless',
    ]);
    const kept = run(begin({ ...invitation, clear: false }));
    expect(kept.steps.slice(before.length)).toEqual(['look', 'markHarmless', 'saveHarmless']);
    expect(kept.state.draft).toBe('plain');
  });

  it('asks to read again when the draft was changed before it was sealed', () => {
    const { state } = run(begin(senderPlan), { compare: { result: 'changed' } });
    expect(state).toMatchObject({ phase: 'stopped', sealed: 'no', stop: { reason: 'changed' } });
    expect(again(state)).toBe(state);
  });

  it.each(['markSending', 'save', 'upload', 'post'] as const)(
    'lets the draft go when %s is refused, says where it stopped, and marks it anew before it goes on',
    (step) => {
      const { steps, state } = run(begin(senderPlan), { [step]: { result: 'failed', cause: 'failed' } });
      expect(steps.slice(-3)).toEqual([step, 'findMessage', 'clearMark']);
      expect(state).toMatchObject({ phase: 'stopped', sealed: 'no', marked: 'no', step, stop: { step } });
      expect(canCancel(state)).toBe(false);
      expect(effectOf(again(state))?.step).toBe('markSending');
    },
  );

  it.each([{ result: 'failed', cause: 'session-expired' } as const, { result: 'unknown', cause: 'network' } as const])(
    'keeps the mark while the server does not say that nothing was sent, and offers to cancel (%j)',
    (silence) => {
      const outcomes = { upload: { result: 'failed', cause: 'upload' }, findMessage: silence } as const;
      const { steps, state } = run(begin(senderPlan), outcomes);
      expect(steps).not.toContain('clearMark');
      expect(state).toMatchObject({ phase: 'stopped', marked: 'yes', stop: { step: 'upload', cause: 'upload' } });
      const asked = run(cancel(state), outcomes);
      expect(asked.steps).toEqual(['findMessage']);
      expect(asked.state).toMatchObject({ phase: 'stopped', marked: 'yes', stop: { cause: silence.cause } });
      expect(run(again(asked.state))).toMatchObject({
        steps: ['findMessage', 'clearMark'],
        state: { phase: 'cancelled', sealed: 'no', marked: 'no' },
      });
    },
  );

  it('asks before it lets go of what a lost answer, or an earlier pane, has left', () => {
    const { state } = run(begin(senderPlan), { post: { result: 'unknown', cause: 'network' } });
    expect(state).toMatchObject({ phase: 'stopped', sealed: 'unknown', marked: 'yes' });
    for (const from of [cancel(state), cancelEarlier(senderPlan)]) {
      expect(mayBeUnderWay(from)).toBe(true);
      expect(run(from)).toMatchObject({ steps: ['findMessage', 'clearMark'], state: { phase: 'cancelled' } });
      const sent = run(from, { findMessage: { result: 'already-sent', messageId: 'm0' } });
      expect(sent).toMatchObject({ steps: ['findMessage'], state: { phase: 'stopped', sealed: 'yes', earlier: true } });
      expect(run(again(sent.state)).state).toMatchObject({ phase: 'done', messageId: 'm0', draft: 'harmless' });
    }
  });

  it('asks anew when the mark could not be taken away, and does not go on without a mark', () => {
    const { state } = run(cancelEarlier(senderPlan), { clearMark: { result: 'unknown', cause: 'timeout' } });
    expect(state).toMatchObject({ phase: 'stopped', marked: 'unsure', stop: { step: 'clearMark' } });
    expect(effectOf(again(state))?.step).toBe('findMessage');
    const stopped = run(begin(senderPlan), {
      upload: { result: 'failed', cause: 'upload' },
      clearMark: { result: 'failed', cause: 'failed' },
    });
    expect(effectOf(again(stopped.state))?.step).toBe('markSending');
  });

  it('never lets a draft go whose message is sealed', () => {
    const { state } = run(begin(senderPlan), { body: { result: 'failed', cause: 'failed' } });
    expect(canCancel(state)).toBe(false);
    expect(cancel(state)).toBe(state);
  });

  it('says that later changes were not sent when the draft was changed after it was sealed', () => {
    const { state } = run(begin(senderPlan), { look: { result: 'ok', attachments: [], changed: true } });
    expect(state).toMatchObject({ phase: 'done', laterChanges: true });
  });

  it('goes on with a draft that another device had sealed, and sends nothing when SEFOS has told', () => {
    const { steps, state } = run(begin(senderPlan), {
      post: { result: 'already-sent', messageId: 'm0' },
      notification: { result: 'already-told' },
    });
    expect(steps).not.toContain('send');
    expect(state).toMatchObject({ phase: 'done', messageId: 'm0', earlier: true, told: 'sefos' });
  });

  it('stops before it sends a second mail, and sends it when the person wants to finish here', () => {
    const another = { post: { result: 'already-sent', messageId: 'm0' } } as const;
    const { steps, state } = run(begin(senderPlan), another);
    expect(steps.slice(-2)).toEqual(['markHarmless', 'askAgain']);
    expect(state).toMatchObject({ phase: 'stopped', sealed: 'yes', draft: 'harmless', stop: { cause: 'elsewhere' } });
    expect([isElsewhere(state), canLeaveToSefos(state)]).toEqual([true, false]);
    const here = run(again(state));
    expect([here.steps[0], here.steps.slice(-3)]).toEqual(['notification', ['askAgain', 'send', 'confirm']]);
    expect(here.state).toMatchObject({ phase: 'done', told: 'sender', mail: 'yes' });
    // The other window was done by then: the draft becomes a note that nobody gets.
    const told = settle({ ...again(state), step: 'askAgain' }, { result: 'already-told' });
    const noted = run(told);
    expect(noted.steps).not.toContain('send');
    expect(noted.state).toMatchObject({ phase: 'done', told: 'sefos', mail: 'no', laterChanges: false });
  });

  it('offers both ways out when the mail cannot be sent, and asks the server before it tries again', () => {
    const { state } = run(begin(senderPlan), { send: { result: 'failed', cause: 'failed' } });
    expect(state).toMatchObject({ phase: 'stopped', sealed: 'yes', mail: 'no', draft: 'harmless' });
    expect(canLeaveToSefos(state)).toBe(true);
    expect(effectOf(again(state))?.step).toBe('notification');
    const left = run(leaveToSefos(state));
    expect(left.steps[0]).toBe('tellBySefos');
    expect(left.state).toMatchObject({ phase: 'done', told: 'sefos', mail: 'no', saved: true });
  });

  it('does not know whether the message was sealed when no answer came', () => {
    const { state } = run(begin(senderPlan), { post: { result: 'unknown', cause: 'network' } });
    expect(state).toMatchObject({ phase: 'stopped', sealed: 'unknown' });
    const refusedLater = settle(again(state), { result: 'failed', cause: 'session-expired' });
    expect(refusedLater.sealed).toBe('unknown');
  });

  it('ends, says what is left and keeps the window open, when the emptied draft cannot be removed', () => {
    const { state } = run(begin(sefosPlan), { remove: { result: 'failed', cause: 'graph-consent-needed' } });
    expect(state).toMatchObject({ phase: 'done', removed: false, closed: false, leftover: ['remove'] });
    expect(canClose(state)).toBe(false);
    const removed = run(again(state)).state;
    expect(removed).toMatchObject({ phase: 'done', removed: true, leftover: [] });
    expect(canClose(removed)).toBe(true);
  });
});
