import { startReadPane } from '@sefos/shared/pane/start-read-pane.tsx';
import { startPane } from './start-page.ts';

void startPane(startReadPane);
