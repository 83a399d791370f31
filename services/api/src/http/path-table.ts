import { ParleyError } from '@parley/core';

interface Node<T> {
  literals: Map<string, Node<T>>;
  parameter?: Node<T>;
  end?: { value: T; names: readonly string[] };
}

interface Found<T> {
  value: T;
  params: Record<string, string>;
}

/**
 * Finds what a path stands for. Patterns are written as OpenAPI does (`/v1/users/{userId}`). A
 * parameter is one segment; a segment that is written out comes first; a slash at the end counts
 * for nothing.
 */
export class PathTable<T> {
  private readonly root: Node<T> = { literals: new Map() };

  constructor(entries: Iterable<readonly [pattern: string, value: T]>) {
    for (const [pattern, value] of entries) this.add(pattern, value);
  }

  /** @throws ParleyError `invalid_request` for a parameter with a broken %-escape. */
  find(path: string): Found<T> | undefined {
    const values: string[] = [];
    const end = descend(this.root, segmentsOf(path), 0, values)?.end;
    if (end === undefined) return undefined;
    const params: Record<string, string> = {};
    for (const [index, name] of end.names.entries()) params[name] = decode(values[index] ?? '');
    return { value: end.value, params };
  }

  private add(pattern: string, value: T): void {
    const names: string[] = [];
    let node = this.root;
    for (const segment of segmentsOf(pattern)) {
      if (segment.startsWith('{')) {
        names.push(segment.slice(1, -1));
        node.parameter ??= { literals: new Map() };
        node = node.parameter;
      } else {
        const next = node.literals.get(segment) ?? { literals: new Map() };
        node.literals.set(segment, next);
        node = next;
      }
    }
    node.end = { value, names };
  }
}

function segmentsOf(path: string): string[] {
  const end = path.length > 1 && path.endsWith('/') ? -1 : path.length;
  return path.slice(1, end).split('/');
}

function descend<T>(
  node: Node<T>,
  segments: readonly string[],
  depth: number,
  values: string[],
): Node<T> | undefined {
  const segment = segments[depth];
  if (segment === undefined) return node.end && node;
  const literal = node.literals.get(segment);
  const found = literal && descend(literal, segments, depth + 1, values);
  if (found !== undefined) return found;
  if (node.parameter === undefined || segment === '') return undefined;
  values.push(segment);
  const behind = descend(node.parameter, segments, depth + 1, values);
  if (behind === undefined) values.pop();
  return behind;
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ParleyError('invalid_request', 'The path has a broken %-escape.', {
      field: 'path',
      value: segment,
      expected: 'UTF-8 with %-escapes',
    });
  }
}
