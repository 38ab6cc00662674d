import { expect, it } from '@jest/globals';
import { MutationObserver } from '@tanstack/react-query';
import { makeQueryClient } from './query-client.ts';

it('tells that something is under way within the press that began it, so that a second press finds it', async () => {
  const client = makeQueryClient(() => undefined);
  const observer = new MutationObserver(client, { mutationFn: () => new Promise<never>(() => undefined) });
  let isPending = false;
  observer.subscribe((result) => {
    isPending = result.isPending;
  });
  void observer.mutate();
  // No task in between: a press is a task of its own.
  await Promise.resolve();
  await Promise.resolve();
  expect(isPending).toBe(true);
});
