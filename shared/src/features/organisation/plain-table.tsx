import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    '& th, & td': {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
      textAlign: 'start',
      verticalAlign: 'top',
      overflowWrap: 'anywhere',
      borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    },
    '& thead th': { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
    '& tbody th': { fontWeight: tokens.fontWeightRegular },
  },
  // Figures stand below each other.
  figures: {
    '& td, & thead th:not(:first-child)': {
      textAlign: 'end',
      paddingRight: 0,
      paddingLeft: tokens.spacingHorizontalS,
      fontVariantNumeric: 'tabular-nums',
      overflowWrap: 'normal',
    },
  },
});

/** On a telephone each row stands below the other, its figures with their heads before them. */
const useStackedStyles = makeStyles({
  table: {
    '@media (max-width: 599px)': {
      display: 'block',
      '& thead': { position: 'absolute', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
      '& tbody': { display: 'block' },
      '& tbody tr': {
        display: 'block',
        padding: `${tokens.spacingVerticalS} 0`,
        borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
      },
      '& tbody th': {
        display: 'block',
        padding: `${tokens.spacingVerticalXS} 0`,
        borderBottom: 'none',
        fontWeight: tokens.fontWeightSemibold,
      },
      '& tbody td': {
        display: 'flex',
        justifyContent: 'space-between',
        padding: `${tokens.spacingVerticalXXS} 0`,
        borderBottom: 'none',
      },
      '& tbody td::before': { content: 'attr(data-head)', color: tokens.colorNeutralForeground2 },
    },
  },
});

export interface PlainTableProps {
  readonly label: string;
  readonly heads: readonly string[];
  /** The first cell of each row names it. */
  readonly rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[];
  readonly figures?: boolean;
  /** Too many columns for a telephone. */
  readonly stacked?: boolean;
}

/** A table that fits where it stands: words break, figures do not. */
export function PlainTable({ label, heads, rows, figures = false, stacked = false }: PlainTableProps) {
  const styles = useStyles();
  const stackedStyles = useStackedStyles();
  const className = mergeClasses(styles.table, figures && styles.figures, stacked && stackedStyles.table);
  // Cells that are laid out as blocks are cells for screen readers by their roles alone.
  const roleOf = (role: 'table' | 'row' | 'rowheader' | 'columnheader' | 'cell') => (stacked ? { role } : {});
  return (
    <table aria-label={label} className={className} {...roleOf('table')}>
      <thead>
        <tr {...roleOf('row')}>
          {heads.map((head) => (
            <th key={head} scope="col" {...roleOf('columnheader')}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells: [name, ...cells] }) => (
          <tr key={id} {...roleOf('row')}>
            <th scope="row" {...roleOf('rowheader')}>
              {name}
            </th>
            {cells.map((cell, index) => (
              <td key={heads[index + 1]} data-head={heads[index + 1]} {...roleOf('cell')}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
