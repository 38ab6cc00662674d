import { makeWebHost } from '@sefos/shared/host/web-host.ts';
import { startStaff } from '@sefos/shared/staff/start-staff.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
void startStaff(makeWebHost(window), root);
