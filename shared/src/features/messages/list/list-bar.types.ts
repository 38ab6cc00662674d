import type { Folder } from '../../../contract/messages.ts';
import type { ListLook } from './list-look.ts';
import type { SearchWords } from './use-search-words.ts';

/** What a person has reached for: it opens, or takes the focus, as soon as its code is there. */
export type ListTool = 'search' | 'filter' | 'sort' | 'none';

export interface ListBarProps {
  readonly folder: Folder;
  readonly look: ListLook;
  readonly onLook: (look: ListLook) => void;
  readonly search: SearchWords;
  /** Undefined while nobody has reached for anything: then the tools are three plain buttons. */
  readonly wanted: ListTool | undefined;
  readonly onWant: (tool: ListTool) => void;
  readonly searchId: string;
  /** From the search field down into the list. */
  readonly onDown: () => void;
  /** The filters are chosen: says what they have left. */
  readonly onFiltered: () => void;
}

export type FilterProps = Pick<ListBarProps, 'folder' | 'look' | 'onLook'>;
