import type { app } from '@microsoft/teams-js';
import type { HostLifecycle } from '@sefos/shared/host/host.port.ts';
import { pathBelowTab, safePath } from './teams-path.ts';

export interface LifecycleApi {
  readonly lifecycle: Pick<typeof app.lifecycle, 'registerOnResumeHandler' | 'registerBeforeSuspendOrTerminateHandler'>;
  readonly getContext: typeof app.getContext;
}

/**
 * Teams keeps a tab in memory that registers both handlers. `onAwake` runs first on every resume: what Teams forgets while a tab
 * sleeps is registered again there.
 */
export function makeTeamsLifecycle(teams: LifecycleApi, origin: string, onAwake: () => void): HostLifecycle {
  const sleepers = new Set<() => void>();
  const wakers = new Set<(path: string | undefined) => void>();
  teams.lifecycle.registerBeforeSuspendOrTerminateHandler(async () => {
    for (const sleep of sleepers) sleep();
  });
  teams.lifecycle.registerOnResumeHandler((resumed) => {
    void (async () => {
      onAwake();
      // The link's path stands in the content address when the manifest puts it there, else in the tab's new context.
      const asked = pathBelowTab(new URL(resumed.contentUrl), origin);
      const context = asked ? undefined : await teams.getContext().catch(() => undefined);
      for (const wake of wakers) wake(asked ?? safePath(context?.page.subPageId));
    })();
  });
  return {
    onSuspend: (listener) => {
      sleepers.add(listener);
      return () => void sleepers.delete(listener);
    },
    onResume: (listener) => {
      wakers.add(listener);
      return () => void wakers.delete(listener);
    },
  };
}
