import { expect, it } from '@jest/globals';
import { roomBelow } from './use-room-for-focus.ts';

it.each([
  ['at the edge while the focus is above it', { top: 400, bottom: 432 }, 16],
  ['at the edge when it stands right below the focus', { top: 442, bottom: 474 }, 16],
  ['above the focus that it would cover', { top: 443, bottom: 475 }, 133],
  ['above the focus at the very edge', { top: 536, bottom: 568 }, 40],
  ['at the edge where the focus fills the screen', { top: 40, bottom: 560 }, 16],
])('a notice stands %s', (_what, focus, room) => expect(roomBelow(focus, 70, 568)).toBe(room));
