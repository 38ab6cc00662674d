/** From which part of a limit on one says that it is near. */
const NEAR = 0.9;
const SOON_MILLISECONDS = 60 * 86_400_000;

/** How far from its limit something licensed is; `near` from nine tenths on. `most` null = no limit. */
export const seatState = (used: number, most: number | null): 'free' | 'near' | 'full' => {
  if (most === null) return 'free';
  if (used >= most) return 'full';
  return used >= most * NEAR ? 'near' : 'free';
};

/** Whether a licence has ended, or does within 60 days. Instants in milliseconds; null = it does not end. */
export const licenceEnd = (endsAt: number | null, now: number): 'open' | 'soon' | 'ended' => {
  if (endsAt === null) return 'open';
  if (now >= endsAt) return 'ended';
  return endsAt - now <= SOON_MILLISECONDS ? 'soon' : 'open';
};
