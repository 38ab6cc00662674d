import type { KeyboardEvent } from 'react';
import type { ListBarProps } from './list-bar.types.ts';

/** What the keys of the search field do: Enter searches at once, the arrow leads down into the list, Escape empties it. */
export function searchKeys({ search, onDown }: Pick<ListBarProps, 'search' | 'onDown'>) {
  return (event: KeyboardEvent) => {
    if (event.key === 'Enter') search.searchNow();
    else if (event.key === 'ArrowDown') onDown();
    else if (event.key === 'Escape' && search.typed !== '') search.type('');
    else return;
    event.preventDefault();
  };
}
