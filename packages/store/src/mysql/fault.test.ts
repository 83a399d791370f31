import { describe, expect, test } from '@jest/globals';
import { mysqlFault } from './fault.ts';

/** An error as the driver throws it. */
const failed = (errno: number, message: string, code = 'ER_SOMETHING') =>
  Object.assign(new Error(message), { errno, code });

describe('what the driver throws', () => {
  test.each([
    ['MariaDB', "Duplicate entry 'ada' for key 'users_name_key'"],
    ['MySQL', "Duplicate entry 'ada' for key 'users.users_name_key'"],
    ['a value that looks like it', "Duplicate entry 'for key 'x'' for key 'users.users_name_key'"],
  ])('names the unique rule, as %s writes it', (_who, message) => {
    const rule = 'users_name_key';
    expect(mysqlFault(failed(1062, message))).toEqual({ kind: 'not_unique', rule });
  });

  test('is another rule where no request can break it', () => {
    const error = failed(1062, "Duplicate entry '1' for key 'PRIMARY'");
    expect(mysqlFault(error)).toEqual({ kind: 'not_unique', rule: 'other' });
  });

  test('is worth another try at once after a deadlock, not after a long wait', () => {
    const deadlock = failed(1213, 'Deadlock found when trying to get lock');
    const waited = failed(1205, 'Lock wait timeout exceeded');
    expect(mysqlFault(deadlock)).toEqual({ kind: 'lost_race' });
    expect(mysqlFault(waited)).toEqual({ kind: 'unavailable' });
  });

  test('is a value that does not fit, or nothing that is known', () => {
    expect(mysqlFault(failed(1406, 'Data too long for column'))).toEqual({ kind: 'bad_value' });
    expect(mysqlFault(failed(1045, 'Access denied'))).toBeUndefined();
    expect(mysqlFault(new Error('a bug'))).toBeUndefined();
    expect(mysqlFault('no error at all')).toBeUndefined();
  });
});
