/**
 * Runs one statement, prepared once per connection, and gives its rows. `$1`, `$2` … stand for the
 * values. The adapter provides it.
 */
export interface RunSql {
  <Row>(statement: string, values: readonly (string | number)[]): Promise<Row[]>;
  readonly ids: IdList;
}

/** Any number of ids as one value, so that a statement has one text however many are asked for. */
export interface IdList {
  /** Follows the name of a column; the list is `$1`. */
  readonly among: string;
  /** @param ids each `isId` */
  readonly toValue: (ids: readonly string[]) => string;
}
