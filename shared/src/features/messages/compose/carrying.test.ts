import { describe, expect, it } from '@jest/globals';
import { networkProblem } from '../../../api/problem-error.ts';
import type { CarriedFile } from '../../../contract/reading.ts';
import { type CarryStep, startCarrying } from './carrying.ts';
import { makeUploads, type Transfer } from './uploads.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const refuseFiles = (): Transfer => {
  throw new Error('no file of this device');
};

/** A server that copies a file of 30 bytes, 10 at a time. */
function server() {
  const asked: (string | null)[] = [];
  const ended: string[] = [];
  const state = { away: false, offset: 0 };
  const step: CarryStep = async (uploadId) => {
    asked.push(uploadId);
    if (state.away) throw networkProblem();
    state.offset += 10;
    return { uploadId: 'u-1', sizeBytes: 30, offsetBytes: state.offset, complete: state.offset === 30 } as CarriedFile;
  };
  const uploads = makeUploads(
    refuseFiles,
    () => 0,
    () => 'row-1',
  );
  const carry = (sizeBytes = 30) =>
    uploads.carry({ name: 'a.pdf', sizeBytes }, (events, known) =>
      startCarrying(step, (uploadId) => void ended.push(uploadId), events, known),
    );
  return { asked, ended, state, uploads, carry };
}

describe('a file that the server carries over', () => {
  it('comes step by step until it is whole', async () => {
    const { asked, uploads, carry } = server();
    expect(carry()).toMatchObject({ id: 'row-1', name: 'a.pdf' });
    expect(await uploads.settled()).toBe(true);
    expect(asked).toEqual([null, 'u-1', 'u-1']);
    expect(uploads.items()).toEqual([expect.objectContaining({ state: 'done', uploadId: 'u-1', sentBytes: 30 })]);
  });

  it('goes on where it was when it is tried again', async () => {
    const { asked, state, uploads, carry } = server();
    state.away = true;
    carry();
    await settled();
    expect(uploads.items()[0]).toMatchObject({ state: 'failed', problem: 'network' });
    state.away = false;
    uploads.retry('row-1');
    expect(await uploads.settled()).toBe(true);
    expect(asked).toEqual([null, null, 'u-1', 'u-1']);
  });

  it('is removed on the server when it is left out, also before its name is known', async () => {
    const { asked, ended, uploads, carry } = server();
    carry();
    uploads.remove('row-1');
    await settled();
    expect({ asked, ended, items: uploads.items() }).toEqual({ asked: [null], ended: ['u-1'], items: [] });
  });

  it('may be empty, and is refused when it makes the message too large', () => {
    const { carry, uploads } = server();
    expect(carry(6 * 1024 ** 4)).toEqual({ reason: 'tooLarge', name: 'a.pdf' });
    expect(carry(0)).toMatchObject({ sizeBytes: 0 });
    uploads.leave();
  });
});
