import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import classes from "./DataTable.module.css";

export interface Column<T> {
  label: string;
  cell: (row: T) => ReactNode;
  /** Makes the column sortable. */
  sortBy?: (row: T) => string | number;
  /** Left out on a phone. */
  isMinor?: boolean;
  isRight?: boolean;
  /** Stays on one line, as a day does; what is beside it gives way. */
  isLine?: boolean;
}

interface DataTableProps<T> {
  label: string;
  rows: T[];
  columns: Column<T>[];
  keyOf: (row: T) => string;
  /** Under the first cell, on a phone only: what its left-out columns would say. */
  phoneLine?: (row: T) => ReactNode;
  /** With it, the first column opens the row. */
  onOpen?: (row: T) => void;
}

interface Sort {
  at: number;
  isDown: boolean;
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b));
}

export function DataTable<T>(props: DataTableProps<T>) {
  const { label, rows, columns, keyOf, phoneLine, onOpen } = props;
  const [sort, setSort] = useState<Sort | null>(null);
  const sorted = useMemo(() => {
    const by = sort && columns[sort.at]?.sortBy;
    if (!by) return rows;
    return [...rows].sort((a, b) => (sort.isDown ? -1 : 1) * compare(by(a), by(b)));
  }, [rows, columns, sort]);
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{label}</caption>
      <thead>
        <tr>
          {columns.map((column, at) => (
            <HeadCell key={column.label} column={column} at={at} sort={sort} onSort={setSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => (
          <tr key={keyOf(row)} data-open={onOpen ? "" : undefined}>
            {columns.map((column, at) => (
              <td key={column.label} className={cellClass(column)}>
                {at === 0 && onOpen ? (
                  <button type="button" className={classes.open} onClick={() => onOpen(row)}>
                    {column.cell(row)}
                  </button>
                ) : (
                  column.cell(row)
                )}
                {at === 0 && phoneLine && (
                  <span className={classes.phoneLine}>{phoneLine(row)}</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellClass<T>({ isMinor, isRight, isLine }: Column<T>): string | undefined {
  const own = [isMinor && classes.minor, isRight && classes.right, isLine && classes.line];
  return own.filter(Boolean).join(" ") || undefined;
}

interface HeadCellProps<T> {
  column: Column<T>;
  at: number;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
}

function HeadCell<T>({ column, at, sort, onSort }: HeadCellProps<T>) {
  const isSorted = sort?.at === at;
  const direction = sort?.isDown ? "descending" : "ascending";
  if (!column.sortBy) {
    return (
      <th scope="col" className={cellClass(column)}>
        <span className={classes.head}>{column.label}</span>
      </th>
    );
  }
  const Arrow = sort?.isDown ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" className={cellClass(column)} aria-sort={isSorted ? direction : "none"}>
      <UnstyledButton
        className={classes.head}
        onClick={() => onSort({ at, isDown: isSorted && !sort?.isDown })}
      >
        {column.label}
        {isSorted && <Arrow size={13} aria-hidden="true" />}
      </UnstyledButton>
    </th>
  );
}
