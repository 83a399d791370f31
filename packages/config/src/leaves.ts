import { type Schema, schema } from './schema.ts';
import type { Setting } from './setting.ts';

/** A setting with its names. */
export interface Leaf {
  path: readonly string[];
  /** `connect.port`: in errors, in the file and as `--connect.port`. */
  key: string;
  /** `PARLEY_CONNECT_PORT` */
  variable: string;
  setting: Setting<unknown>;
}

type Tree = { readonly [key: string]: Setting<unknown> | Tree };

function isSetting(node: Setting<unknown> | Tree): node is Setting<unknown> {
  return typeof node.read === 'function';
}

function collect(tree: Tree, above: readonly string[]): Leaf[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const path = [...above, name];
    if (!isSetting(node)) return collect(node, path);
    const snake = path.map(part => part.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase());
    return [{ path, key: path.join('.'), variable: `PARLEY_${snake.join('_')}`, setting: node }];
  });
}

/** All settings, in the order of the schema. */
export function leaves(of: Schema = schema): Leaf[] {
  return collect(of as Tree, []);
}
