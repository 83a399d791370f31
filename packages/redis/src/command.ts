export type RedisArgument = string | number | Buffer;

/**
 * A command by its name in lower case, with its arguments: first its key, if it has one, or the number
 * of its keys. Ending in `Buffer`, it answers in bytes.
 */
export type RedisCommand = readonly [name: string, ...args: RedisArgument[]];

/** A Lua script: one atomic operation on the keys of one hash slot. */
export interface RedisScript {
  /** Unique among the scripts of a connection; no name of a Redis command. */
  name: string;
  /** `any`: each call has its own number of keys. */
  numberOfKeys: number | 'any';
  lua: string;
}

export interface ScriptCall {
  keys: readonly string[];
  args: readonly RedisArgument[];
}

/** The command that runs a script; `bytes` makes strings in the answer Buffers. */
export function callScript(
  script: RedisScript,
  { keys, args }: ScriptCall,
  answer: 'text' | 'bytes' = 'text',
): RedisCommand {
  const name = answer === 'bytes' ? `${script.name}Buffer` : script.name;
  const count = script.numberOfKeys === 'any' ? [keys.length] : [];
  return [name, ...count, ...keys, ...args];
}
