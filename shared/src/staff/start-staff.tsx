import type { Host } from '../host/host.port.ts';
import { StaffApp } from './staff-app.tsx';
import { startFrame } from './start-frame.tsx';

/** Shows the staff screens in `root` for one host. */
export const startStaff = (host: Host, root: HTMLElement): Promise<void> =>
  startFrame(host, root, (i18n, language) => <StaffApp host={host} i18n={i18n} language={language} />);
