import { createRoot } from 'react-dom/client';
import type { Host } from '../host/host.port.ts';
import { chooseLanguage, readLanguage } from '../i18n/languages.ts';
import { makeStaffI18n } from '../i18n/staff-i18n.ts';
import { StaffApp } from './staff-app.tsx';

/** Shows the staff screens in `root` for one host, in the language chosen before or wished for by the host. */
export async function startStaff(host: Host, root: HTMLElement): Promise<void> {
  const language = chooseLanguage([readLanguage(host.storage), ...host.locales()]);
  const i18n = await makeStaffI18n(language);
  createRoot(root).render(<StaffApp host={host} i18n={i18n} language={language} />);
}
