import { startStaff } from '@sefos/shared/staff/start-staff.tsx';
import { makeWebHost } from './web-host.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
void startStaff(makeWebHost(window), root);
