import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ConfigError, closest } from './config-error.ts';
import { crossCheck } from './cross-check.ts';
import { type Leaf, leaves } from './leaves.ts';
import type { Config } from './schema.ts';
import type { Source } from './setting.ts';

export interface Sources {
  /** The path of parley.yaml. */
  file?: string | undefined;
  environment: Readonly<Record<string, string | undefined>>;
  /** `--key value` pairs, without the dashes; true for a flag without a value. */
  flags: readonly (readonly [key: string, value: string | true])[];
}

/**
 * Defaults, then the file, then the environment (`PARLEY_*`, or `PARLEY_*_FILE` for a file that holds
 * the value), then flags; the later one wins.
 * @throws ConfigError an unknown key, a value that is not what the setting expects, or values that do
 *   not go together.
 */
export function loadConfig(sources: Sources): Config {
  const all = leaves();
  const values = new Map<Leaf, unknown>(all.map(leaf => [leaf, leaf.setting.initial]));
  const set = (leaf: Leaf, value: unknown, source: Source) =>
    values.set(leaf, readValue(leaf, value, source));

  if (sources.file) {
    for (const [leaf, value] of readFile(sources.file, all)) set(leaf, value, 'file');
  }
  for (const [leaf, value] of readEnvironment(sources.environment, all)) {
    set(leaf, value, 'environment');
  }
  for (const [key, value] of sources.flags) {
    set(flagLeaf(key, all), value, 'flag');
  }
  const config = toTree(values);
  crossCheck(config);
  return config;
}

function readValue(leaf: Leaf, value: unknown, source: Source): unknown {
  const { setting, key } = leaf;
  if (source === 'flag' && setting.secret) {
    const where = `as ${leaf.variable}, as a file named by ${leaf.variable}_FILE, or in parley.yaml`;
    throw new ConfigError(key, `${key} is a secret and no flag: give it ${where}.`);
  }
  const read = setting.read(value);
  if (read !== undefined) return read;
  const shown = setting.secret ? 'what it holds' : JSON.stringify(value);
  throw new ConfigError(
    key,
    `${key} (${sourceName(leaf, source)}): expected ${setting.expected}, got ${shown}.`,
  );
}

function sourceName(leaf: Leaf, source: Source): string {
  if (source === 'environment') return leaf.variable;
  return source === 'flag' ? `--${leaf.key}` : `from the ${source}`;
}

function readFile(file: string, all: readonly Leaf[]): [Leaf, unknown][] {
  let tree: unknown;
  try {
    tree = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError('--config', `The configuration file ${file} cannot be read: ${why}`);
  }
  const found: [Leaf, unknown][] = [];
  const walk = (node: unknown, above: readonly string[]) => {
    const key = above.join('.');
    const leaf = all.find(one => one.key === key);
    if (leaf) {
      found.push([leaf, node]);
    } else if (typeof node === 'object' && node !== null && !Array.isArray(node)) {
      if (key && !all.some(one => one.key.startsWith(`${key}.`))) throw unknown(file, key, all);
      for (const [name, below] of Object.entries(node)) walk(below, [...above, name]);
    } else if (key === '' && (node === null || node === undefined)) {
      return; // An empty file sets nothing.
    } else {
      throw unknown(file, key, all);
    }
  };
  walk(tree, []);
  return found;
}

function readEnvironment(
  environment: Sources['environment'],
  all: readonly Leaf[],
): [Leaf, string][] {
  return Object.entries(environment).flatMap(([variable, value]): [Leaf, string][] => {
    if (!variable.startsWith('PARLEY_') || value === undefined) return [];
    const leaf = all.find(one => one.variable === variable);
    if (leaf) return [[leaf, value]];
    const ofFile = all.find(one => `${one.variable}_FILE` === variable);
    if (!ofFile) throw unknownVariable(variable, all);
    try {
      return [[ofFile, readFileSync(value, 'utf8').trim()]];
    } catch {
      throw new ConfigError(ofFile.key, `${variable}: the file ${value} cannot be read.`);
    }
  });
}

function unknownVariable(variable: string, all: readonly Leaf[]): ConfigError {
  const near = closest(
    variable,
    all.map(leaf => leaf.variable),
  );
  const hint = near ? ` Did you mean ${near}?` : '';
  return new ConfigError(variable, `${variable} in the environment is no setting.${hint}`);
}

function flagLeaf(key: string, all: readonly Leaf[]): Leaf {
  const leaf = all.find(one => one.key === key);
  if (!leaf) throw unknown('The flag', `--${key}`, all);
  return leaf;
}

function unknown(where: string, key: string, all: readonly Leaf[]): ConfigError {
  const near = closest(
    key.replace(/^--/, ''),
    all.map(leaf => leaf.key),
  );
  const hint = near ? ` Did you mean ${near}?` : ' --help lists them.';
  return new ConfigError(key, `${where}: ${key || 'the top level'} is no setting.${hint}`);
}

function toTree(values: ReadonlyMap<Leaf, unknown>): Config {
  const tree: Record<string, unknown> = {};
  for (const [leaf, value] of values) {
    let node = tree;
    for (const name of leaf.path.slice(0, -1)) {
      node[name] ??= {};
      node = node[name] as Record<string, unknown>;
    }
    node[leaf.path.at(-1) ?? ''] = value;
  }
  return tree as unknown as Config;
}
