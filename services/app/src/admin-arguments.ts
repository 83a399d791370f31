import { ConfigError } from '@parley/config';

/** What is asked about those who may operate the server. */
export type AdminCommand = { action: 'list' } | { action: 'add' | 'remove'; name: string };

/**
 * Reads the words that follow `admins`.
 * @throws ConfigError naming what is missing or too much.
 */
export function parseAdmins([action, name, ...more]: readonly string[]): AdminCommand {
  if (action === 'list') {
    if (name !== undefined) throw refused(`admins list: expected nothing more, got "${name}".`);
    return { action };
  }
  if (action !== 'add' && action !== 'remove') {
    const got = action === undefined ? 'nothing' : `"${action}"`;
    throw refused(`admins: expected add NAME, remove NAME or list, got ${got}.`);
  }
  if (name === undefined || more.length > 0) {
    const got = name === undefined ? 'nothing' : [name, ...more].join(' ');
    throw refused(`admins ${action}: expected one name, got ${got}.`);
  }
  return { action, name };
}

function refused(message: string): ConfigError {
  return new ConfigError('admins', message);
}
