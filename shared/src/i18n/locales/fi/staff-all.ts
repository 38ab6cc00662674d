import { common } from './common.ts';
import { compose } from './compose.ts';
import { messages } from './messages.ts';
import { paneCompose } from './pane-compose.ts';
import { paneRead } from './pane-read.ts';
import { problems } from './problems.ts';
import { staff } from './staff.ts';

/** Everything the staff screens say in this language: one chunk of the download. */
export const staffDictionary = { common, staff, messages, compose, paneCompose, paneRead, problem: problems };
