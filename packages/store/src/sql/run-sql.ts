/**
 * Runs one statement, prepared once per connection, and gives its rows. `$1`, `$2` … stand for the
 * values. The adapter provides it.
 */
export type RunSql = <Row>(
  statement: string,
  values: readonly (string | number)[],
) => Promise<Row[]>;
