import { startComposePane } from '@sefos/shared/pane/start-compose-pane.tsx';
import { startPane } from './start-page.ts';

// An invitation is written in the same pane: its item says what it is.
void startPane(startComposePane);
