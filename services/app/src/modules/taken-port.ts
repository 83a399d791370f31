import { ConfigError } from '@parley/config';

/**
 * Runs `listen`; when the port is in use, says which one it is and how to choose another.
 * @throws ConfigError instead of EADDRINUSE and EACCES.
 */
export async function explainTakenPort<T>(
  key: string,
  port: number,
  listen: () => Promise<T>,
): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const taken = code === 'EADDRINUSE' || /EADDRINUSE|address already in use/i.test(String(error));
    if (taken) {
      throw new ConfigError(
        key,
        `Port ${port} (${key}) is taken by another program. Stop that program, or choose another port with --${key} ${port + 1}.`,
      );
    }
    if (code === 'EACCES') {
      throw new ConfigError(
        key,
        `Port ${port} (${key}) may not be used by this user. Choose one above 1023.`,
      );
    }
    throw error;
  }
}
