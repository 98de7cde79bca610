/** How columns are laid out. */
export interface ColumnOptions {
  /** Spaces between two columns. @default 2 */
  readonly gap?: number;
  /** Columns whose cells are aligned to the right, from 0. @default none */
  readonly right?: readonly number[];
  /** Width of a cell on the terminal, for cells with colours or wide letters. @default its length */
  readonly widthOf?: (cell: string) => number;
}

/**
 * Lays out rows of cells as lines of aligned columns, without spaces at the end of a line.
 *
 * @param rows may differ in length; a missing cell is empty
 */
export function columns(rows: readonly (readonly string[])[], options: ColumnOptions = {}): string[] {
  const { gap = 2, right = [], widthOf = (cell) => cell.length } = options;
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const padded = (cell: string, column: number) => {
    const padding = " ".repeat(widths[column]! - widthOf(cell));
    return right.includes(column) ? `${padding}${cell}` : `${cell}${padding}`;
  };
  return rows.map((row) => row.map(padded).join(" ".repeat(gap)).trimEnd());
}
