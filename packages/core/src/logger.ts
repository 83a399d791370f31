type LogMethod = (fields: Record<string, unknown>, message: string) => void;

/** What the code needs of a logger; pino has this shape. An error goes under `err`. Never pass a secret. */
export interface Logger {
  debug: LogMethod;
  info: LogMethod;
  warn: LogMethod;
  error: LogMethod;
  child(fields: Record<string, unknown>): Logger;
}

const ignore: LogMethod = () => {};

export const silentLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  child: () => silentLogger,
};
